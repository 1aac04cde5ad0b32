import Foundation
import TestSupport
import Testing

/// A small log with one fault, to be piped, and what a run left of it.
struct PipedLog {
  let gumshoe: GumshoeBinary
  /// The log's file.
  let path: String
  let text: String

  init(_ gumshoe: GumshoeBinary) throws {
    self.gumshoe = gumshoe
    path = try makeLogs(in: gumshoe.home) + "/orders.log"
    text = try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The folder of what came by pipes.
  var folder: String { gumshoe.home + "/.local/share/gumshoe/piped" }

  /// The files there, but for the lock.
  var kept: [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).filter {
      $0.contains("/") && !$0.hasPrefix(".lock")
    }.sorted()
  }

  /// Runs a line of bash in which `$gumshoe` is the binary and `$log` the log's path.
  func bash(_ line: String, variables: [String: String] = [:]) throws -> PipedProcess {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(filePath: gumshoe.home)
    process.environment = gumshoe.environment
      .merging(["gumshoe": GumshoeBinary.path, "log": path]) { $1 }
      .merging(variables) { $1 }
    return try PipedProcess(process)
  }

  /// Expects an answer whose citations name a file, and lines that hold what they quote.
  func expectAnswer(_ output: String, citing name: String) throws {
    let cited = gumshoe.home + "/cited"
    try FileManager.default.createDirectory(atPath: cited, withIntermediateDirectories: true)
    try text.write(toFile: cited + "/" + name, atomically: true, encoding: .utf8)
    #expect(output.contains("`\(name):"), "\(output)")
    #expect(try CitationCheck.check(output, folder: cited) >= 1, "\(output)")
  }
}
