import ArgumentParser
import Evidence
import EvidenceFiles
import Timeline

/// Prints what some evidence holds.
struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "Print the table of contents of some evidence.")

  @Argument(help: "Folders, files and globs.")
  var paths: [String]
  @Flag(help: "Print the observations too.")
  var observations = false

  func run() async throws {
    let source = try await EvidenceFilesOpener().open(paths, limit: nil) { _, _, _ in }
    let catalog = source.catalog
    print(
      "entries \(catalog.entries), offset \(catalog.offset.map(String.init) ?? "-")", terminator: ""
    )
    print(", \(catalog.date), zone \(catalog.statesZone)", terminator: "")
    print(", \(catalog.window.map(Self.text) ?? "no times")")
    for file in catalog.files {
      print(
        "\(file.path): \(file.format), \(file.lines) lines, \(file.entries) entries", terminator: ""
      )
      print(", \(file.undated) undated, \(file.notes)")
    }
    for unread in catalog.unread { print("unread \(unread.path): \(unread.reason)") }
    for service in catalog.services {
      print(
        "service \(service.name): \(service.entries), \(service.errors) errors, \(service.paths)")
    }
    print("levels", catalog.levels.sorted { $0.key < $1.key }.map { "\($0.key.name) \($0.value)" })
    print("hosts", catalog.hosts.prefix(20), "loggers", catalog.loggers.prefix(20))
    print("fields", catalog.fields.keys.sorted().prefix(40))
    guard observations else { return }
    for observation in source.observations {
      guard case .entries(let template, let level) = observation.measure else { continue }
      let count = observation.count
      print("\(count) × \(observation.service) \(level?.name ?? "-") \(template)")
      for sample in observation.samples.prefix(2) { SamplesCommand.show(sample) }
    }
  }

  static func text(_ window: TimeWindow) -> String {
    let (first, last) = (CivilTime(window.lowerBound), CivilTime(window.upperBound))
    return "\(first.dateText) \(first.clockText) to \(last.dateText) \(last.clockText)"
  }
}

/// Prints the entries that a scope leaves.
struct SamplesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples", abstract: "Print the entries of a scope.")

  @Argument(help: "Folders, files and globs.")
  var paths: [String]
  @Option(help: "The least level: warning, error.")
  var level: String?
  @Option(help: "Services.")
  var service: [String] = []
  @Option(help: "Words that occur.")
  var term: [String] = []
  @Option(help: "How many.")
  var limit = 10

  func run() async throws {
    let source = try await EvidenceFilesOpener().open(paths, limit: nil) { _, _, _ in }
    var scope = Scope()
    scope.minimumLevel = Level.allCases.first { $0.name.lowercased() == level }
    scope.services = service
    scope.terms = term.map { Scope.Term([$0]) }
    let list = try await source.samples(scope, order: .earliest, limit: limit)
    print("\(list.total) in all")
    list.samples.forEach(Self.show)
    for unread in list.unread { print("unread \(unread.path): \(unread.reason)") }
  }

  static func show(_ sample: Sample) {
    let time = sample.time.map { CivilTime($0.instant) }
    let stamp = time.map { "\($0.dateText) \($0.clockText)" } ?? "-"
    print("  \(sample.reference) \(stamp)\(sample.isTimeBorrowed ? "~" : "")", terminator: "")
    print(" \(sample.time?.offset.map(String.init) ?? "-")", terminator: "")
    print(" \(sample.level?.name ?? "-") \(sample.service)", terminator: "")
    print(
      " host \(sample.host ?? "-") logger \(sample.logger ?? "-") | \(sample.message.prefix(200))")
    for line in sample.further { print("    \(line.reference) \(line.text)") }
  }
}
