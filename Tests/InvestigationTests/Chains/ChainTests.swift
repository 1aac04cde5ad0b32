import Evidence
import Foundation
import Investigation
import TestSupport
import Testing
import Timeline

/// Conversations of twelve turns, each checked against the raw lines after every turn.
@Suite(.steppingBack) struct ChainTests {
  /// Turns in the manner of one who seeks a cause and asks on.
  @Test(arguments: 0..<10)
  func `a cause and eleven follow-ups keep subject, window and counts`(seed: Int) async throws {
    var chain = try Chain(seed: seed)
    let world = chain.world
    let failures = world.lines(of: world.front, level: "error")
    let causes = world.lines(of: world.store, level: "error")
    try await chain.ask(["why is \(world.front) failing?", "what broke \(world.front)?"])
    #expect(chain.last.file.incident?.cause?.service == world.store, "\(chain.told)")
    #expect(chain.last.file.exhibits.first.map(chain.line)?.text == causes[0].text)

    try await chain.ask(["since when?", "when did that start?", "when did it begin"])
    #expect(chain.answer.contains(ChainWorld.clock(failures[0].time)), "\(chain.told)")
    try await chain.ask(["is it still happening?", "did it stop?", "is it still going on"])
    let latest = try #require(failures.last)
    #expect(chain.answer.contains(ChainWorld.clock(latest.time)), "\(chain.told)")

    try await chain.ask(["how many times does [1] occur?", "how often did [1] happen in total?"])
    chain.expect(count: causes.count)
    try await chain.ask(["which hosts?", "on which hosts?", "by host"])
    for host in Set(causes.map(\.host)) {
      let count = causes.filter { $0.host == host }.count
      #expect(chain.last.markdown.contains("**\(host)**: \(count)"), "\(chain.told)")
    }

    try await chain.ask(["show me the lines around [1]", "what is around [1]?"])
    for line in world.lines
    where line.service == world.store
      && abs(line.number - causes[0].number) <= 3
    {
      #expect(chain.last.markdown.contains("`\(line.file):\(line.number)`"), "\(chain.told)")
    }
    try await chain.ask(["and before that?", "what came before that"])
    #expect(!chain.last.exhibits.isEmpty)
    for exhibit in chain.last.exhibits {
      #expect(chain.line(exhibit).time < causes[0].time, "\(chain.told)")
    }

    try await chain.ask([
      "how many errors did \(world.middle) log?", "number of errors of \(world.middle)",
    ])
    chain.expect(count: world.lines(of: world.middle, level: "error").count)
    chain.expect(services: [world.middle])
    try await chain.ask(["and \(world.worker)?", "what about \(world.worker)?"])
    chain.expect(count: world.lines(of: world.worker, level: "error").count)
    let (from, to) = (10 * 60_000, 25 * 60_000)
    try await chain.ask(["between 08:10 and 08:25?", "only from 08:10 to 08:25"])
    let inside = world.lines(of: world.worker, level: "error", from: from, to: to)
    chain.expect(count: inside.count)
    chain.expect(services: [world.worker], from: from, to: to)
    try await chain.ask(["show me the last 3", "list the latest three"])
    chain.expect(lines: inside.suffix(3).reversed())
    try await chain.ask(["what does [1] mean?", "explain [1]"])
    #expect(chain.answer.contains("[1] was written by **\(world.store)**"), "\(chain.told)")
    #expect(chain.turns == 12)
  }

  /// Turns of one who searches, narrows, moves on and comes back.
  @Test(arguments: 10..<20)
  func `a search and eleven narrowings keep subject, window and counts`(seed: Int) async throws {
    var chain = try Chain(seed: seed)
    let world = chain.world
    let errors = world.lines(of: world.middle, level: "error")
    try await chain.ask(["show me the errors of \(world.middle)", "\(world.middle) errors please"])
    chain.expect(count: errors.count)
    chain.expect(lines: errors.suffix(20).reversed())
    try await chain.ask(["only the last 5", "just the newest five"])
    chain.expect(lines: errors.suffix(5).reversed())
    try await chain.ask(["the next 5", "5 more"])
    chain.expect(lines: errors.dropLast(5).suffix(5).reversed())
    try await chain.ask(["how many are there per minute?", "per minute?"])
    chain.expect(count: errors.count)
    let minutes = Dictionary(grouping: errors) { $0.time / 60_000 }.mapValues(\.count)
    #expect(
      chain.answer.contains("at most \(minutes.values.max() ?? 0) in one minute"), "\(chain.told)")

    let front = world.lines(of: world.front, level: "error")
    try await chain.ask(["which hosts log errors of \(world.front)?"])
    chain.expect(services: [world.front])
    for (host, found) in Dictionary(grouping: front, by: \.host) {
      #expect(chain.last.markdown.contains("**\(host)**: \(found.count)"), "\(chain.told)")
    }
    let (from, to) = (20 * 60_000, 30 * 60_000)
    try await chain.ask(["and between 08:20 and 08:30?", "from 08:20 to 08:30?"])
    chain.expect(services: [world.front], from: from, to: to)
    let inside = world.lines(of: world.front, level: "error", from: from, to: to)
    for (host, found) in Dictionary(grouping: inside, by: \.host) {
      #expect(chain.last.markdown.contains("**\(host)**: \(found.count)"), "\(chain.told)")
    }
    try await chain.ask(["how many is that in all?", "how many are those?"])
    chain.expect(count: inside.count)
    try await chain.ask(["and the warnings?", "and warnings"])
    chain.expect(count: world.lines(of: world.front, level: "warn", from: from, to: to).count)
    try await chain.ask(["the same for \(world.worker)", "and for \(world.worker)?"])
    chain.expect(count: world.lines(of: world.worker, level: "warn", from: from, to: to).count)
    chain.expect(services: [world.worker], from: from, to: to)

    let unavailable = world.lines(of: world.front, status: 503)
    try await chain.ask([
      "how many 503s did \(world.front) return?", "count the 503s of \(world.front)",
    ])
    chain.expect(count: unavailable.count)
    try await chain.ask(["show the first 3 of them", "list the first three"])
    chain.expect(lines: Array(unavailable.prefix(3)))
    try await chain.ask(["what share of its requests is that?", "what percentage is that?"])
    let all = world.lines(of: world.front).count
    #expect(chain.answer.contains("\(unavailable.count) of \(all)"), "\(chain.told)")
    #expect(chain.turns == 12)
  }
}

/// A conversation that checks after every turn what has to hold of any.
private struct Chain {
  var world: ChainWorld
  private(set) var last = Asked(markdown: "", file: Case(), memory: nil)
  private(set) var turns = 0
  private let folder: TemporaryFolder
  private let engine = fileEngine()
  private let seed: Int
  private var question = ""
  /// What each number stood for when it was first seen.
  private var numbers: [Int: Reference] = [:]

  init(seed: Int) throws {
    self.seed = seed
    folder = try TemporaryFolder()
    world = ChainWorld(seed: seed)
    try world.write(to: folder, seed: seed)
  }

  /// Asks in one of some ways, by the seed.
  mutating func ask(_ ways: [String]) async throws {
    question = ways[seed % ways.count]
    last = try await InvestigationTests.ask(
      question, in: [folder.path], after: turns == 0 ? nil : last, of: engine)
    turns += 1
    for exhibit in last.file.exhibits {
      let known = numbers[exhibit.number]
      #expect(known == nil || known == exhibit.reference, "[\(exhibit.number)] moved: \(told)")
      numbers[exhibit.number] = exhibit.reference
      // The quote stands in the line, whatever was asked.
      #expect(line(exhibit).text.contains(exhibit.quote) || exhibit.quote.isEmpty, "\(told)")
    }
    for match in last.markdown.matches(of: /(?m)^- \[(\d+)\] .* — `([\w.-]+):(\d+)`/) {
      let number = try #require(Int(match.1))
      #expect("\(match.2):\(match.3)" == numbers[number].map { "\($0)" }, "\(told)")
    }
  }

  /// The first paragraph of the answer.
  var answer: String {
    (last.section("Answer") ?? "").components(separatedBy: "\n\n")[0]
  }

  /// What was asked and answered, for a test that fails.
  var told: String { "turn \(turns) of seed \(seed), \(question): \(last.markdown.prefix(900))" }

  /// The raw line of an exhibit.
  func line(_ exhibit: Exhibit) -> ChainWorld.Line {
    let found = world.lines.first { "\($0.file):\($0.number)" == "\(exhibit.reference)" }
    return found
      ?? ChainWorld.Line(service: "", file: "", number: 0, text: "", time: -1, level: "", host: "")
  }

  /// Expects the answer to begin with, or to state first of all, how many there are.
  func expect(count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    let words = answer.split { " ,;:.".contains($0) }
    let first = words.first { Int($0) != nil || $0 == "No" || $0 == "None" }
    let said = first.map { Int($0) ?? 0 }
    #expect(said == count, "\(told)", sourceLocation: sourceLocation)
  }

  /// Expects what the answer was of.
  func expect(
    services: [String], from: Int? = nil, to: Int? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let scope = last.file.focus.scope
    #expect(scope?.services == services, "\(told)", sourceLocation: sourceLocation)
    let start = CivilTime(year: 2026, month: 4, day: 14, hour: 8).instant
    if let from, let to {
      let wanted = start.advanced(by: Int64(from))...start.advanced(by: Int64(to))
      #expect(scope?.window == wanted, "\(told)", sourceLocation: sourceLocation)
    }
  }

  /// Expects the listed lines, in their order.
  func expect(lines: [ChainWorld.Line], sourceLocation: SourceLocation = #_sourceLocation) {
    let listed = last.markdown.matches(of: /(?m)^- \[\d+\] .* — `([\w.-]+:\d+)`/).map {
      String($0.1)
    }
    #expect(
      listed == lines.map { "\($0.file):\($0.number)" }, "\(told)", sourceLocation: sourceLocation)
  }
}
