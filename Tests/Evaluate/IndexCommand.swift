import ArgumentParser
import Evidence
import EvidenceFiles
import Foundation

/// Reads evidence without a cache, then twice with one, and compares what was found to the byte.
struct IndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Compares evidence with and without indexes on disk.")

  @Argument(help: "Folders, files and globs.")
  var paths: [String]
  @Option(help: "Where indexes are kept; else a folder that is removed.")
  var cache: String?

  func run() async throws {
    let folder =
      cache ?? FileManager.default.temporaryDirectory.path + "/gumshoe-index-\(UUID().uuidString)"
    defer { if cache == nil { try? FileManager.default.removeItem(atPath: folder) } }
    guard let cache = IndexCache(folder: folder, build: "evaluate") else {
      throw ValidationError("No index can be kept in '\(folder)'.")
    }
    let plain = try await read(nil)
    let first = try await read(cache)
    let second = try await read(cache)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let sizes = names.map { name in
      (try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.size] as? Int) ?? 0
    }
    let isSame = plain.found == first.found && plain.found == second.found
    print(
      "\(isSame ? "same" : "DIFFERENT"), read in \(plain.seconds) s, kept in \(first.seconds) s, "
        + "again in \(second.seconds) s of \(second.bytes) bytes, "
        + "\(names.count) indexes of \(sizes.reduce(0, +)) bytes")
    guard !isSame else { return }
    for (a, b) in zip(plain.found + plain.found, first.found + second.found) where a != b {
      print("- \(a.prefix(2000))\n+ \(b.prefix(2000))")
      break
    }
    throw ExitCode.failure
  }

  private func read(
    _ cache: IndexCache?
  ) async throws -> (found: [String], seconds: Double, bytes: Int) {
    let clock = ContinuousClock()
    let start = clock.now
    let meter = ReadingMeter()
    let source = try await EvidenceFilesOpener(meter: meter, cache: cache)
      .open(paths, limit: nil) { _, _, _ in }
    let seconds = (clock.now - start) / .seconds(1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // What goes by levels is written in the order of a hash.
    var catalog = source.catalog
    let levels = catalog.levels.sorted { $0.key < $1.key }.map { "\($0)" }
    catalog.levels = [:]
    let requests = source.requests
    return (
      [String(decoding: try encoder.encode(catalog), as: UTF8.self)] + levels
        + source.observations.map { "\($0)" }
        + [
          "\(requests.operations)", "\(requests.messages)", "\(requests.spans)",
          "\(requests.entries)", "\(requests.total) \(requests.paths)",
        ], (seconds * 1000).rounded() / 1000, meter.bytes
    )
  }
}
