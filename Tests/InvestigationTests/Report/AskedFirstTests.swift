import Evidence
import Foundation
import Investigation
import TestSupport
import Testing

/// Answers say first what was asked, on a system of the test's own.
@Suite(.steppingBack) struct AskedFirstTests {
  /// A proxy and a service that both log each request, a store that fails from 12:10 to 12:20, a
  /// deployment of another service before, and a job that always fails.
  private static func write(to folder: TemporaryFolder) throws {
    var logs: [String: [String]] = [:]
    for second in stride(from: 0, to: 1800, by: 3) {
      let clock = String(format: "12:%02d:%02d", second / 60, second % 60)
      let stamp = "2026-05-05T\(clock)Z"
      let isDown = second >= 600 && second < 1200
      let status = isDown ? 503 : 200
      let took = isDown ? 4000 + second % 7 : 20 + second % 9
      let id = String(format: "%08xa1", 77_000_000 + second * 7919)
      logs["proxy", default: []].append(
        #"10.0.0.9 - - [05/May/2026:\#(clock) +0000] "GET /rooms HTTP/1.1" \#(status) 12 "-" "app" rid=\#(id)"#
      )
      logs["rooms", default: []].append(
        #"{"time":"\#(stamp)","level":"\#(isDown ? "error" : "info")","status":\#(status),"duration_ms":\#(took),"request_id":"\#(id)","msg":"\#(isDown ? "store said no" : "served")"}"#
      )
      logs["store", default: []].append(
        isDown
          ? "\(stamp) ERROR store cannot write segment: No space left on device"
          : "\(stamp) INFO store wrote /srv/segments/\(second).seg")
      if second == 540 {
        logs["store"]?.append("2026-05-05T12:09:00Z INFO store opened /srv/segments/big-9.seg")
        logs["labels", default: []].append(
          "2026-05-05T12:09:01Z INFO labels deployed version 4.2.0")
      }
      if second.isMultiple(of: 60) {
        logs["labels", default: []].append("\(stamp) ERROR labels printer is out of paper")
      }
    }
    for (service, lines) in logs {
      try folder.write("\(service)/\(service).log", lines.joined(separator: "\n") + "\n")
    }
  }

  private func answers(_ questions: [String]) async throws -> [Asked] {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let engine = fileEngine()
    var asked: [Asked] = []
    for question in questions {
      asked.append(try await ask(question, in: [folder.path], after: asked.last, of: engine))
    }
    return asked
  }

  private func answer(_ question: String) async throws -> String {
    try await answers([question])[0].section("Answer") ?? ""
  }

  @Test func `requests that failed are counted where they come in, not once a service`()
    async throws
  {
    let asked = try await answers(["how many requests failed?", "how often per minute?"])
    #expect(asked[0].section("Answer")?.hasPrefix("200 entries of **") == true)
    #expect(asked[1].section("Answer")?.contains("at most 20 in one minute") == true)
  }

  @Test func `a list of statuses says whose they are`() async throws {
    let text = try await answer("show me the 503s")
    #expect(text.contains("400 entries with status 503 (200 of **"), "\(text)")
  }

  @Test func `the window of an incident that nobody has sought yet is sought`() async throws {
    let text = try await answer("what was the error rate of rooms during the incident?")
    #expect(text.hasPrefix("100 %: 200 of 200") || text.hasPrefix("99"), "\(text)")
  }

  @Test func `a comparison has rates of what was logged, failures first`() async throws {
    let text = try await answer("compare rooms before and after 12:10")
    #expect(text.hasPrefix("More: 0 errors (0 a minute) of **rooms** before"), "\(text)")
    #expect(text.contains("200 errors (10"), "\(text)")
  }

  @Test func `a percentile is given of both sides`() async throws {
    let text = try await answer("p95 duration of rooms before and during the incident")
    #expect(text.contains("26 ms before") && text.contains("then 4006 ms"), "\(text)")
  }

  @Test func `which file could not be written is found beside the line that fails`() async throws {
    let asked = try await answers(["why is rooms failing?", "which file could not be written?"])
    let text = try #require(asked[1].section("Answer"))
    #expect(text.contains("`/srv/segments/"), "\(text)")
  }

  @Test func `how long it lasted comes first`() async throws {
    let asked = try await answers(["why is rooms failing?", "how long did the outage last?"])
    let text = try #require(asked[1].section("Answer"))
    #expect(text.hasPrefix("It lasted 9 min 57 s in **rooms**"), "\(text)")
  }

  @Test func `what else is broken leaves out what is of the incident`() async throws {
    let asked = try await answers(["why is rooms failing?", "what else is broken?"])
    let text = asked[1].markdown
    #expect(text.contains("**labels** has trouble of its own"), "\(text)")
    #expect(!text.contains("**proxy**"), "\(text)")
  }

  @Test func `a kind of change that did not happen is said not to have`() async throws {
    let asked = try await answers([
      "why is rooms failing?", "was anything restarted?", "was anything deployed?",
    ])
    #expect(asked[1].section("Answer")?.hasPrefix("No restart, but other changes.") == true)
    #expect(asked[2].section("Answer")?.hasPrefix("Yes: 1 change.") == true)
  }

  @Test func `the slowest request is followed by its identifier`() async throws {
    let text = try await answer("trace the slowest request")
    #expect(text.contains("2 entries with `"), "\(text)")
    #expect(text.contains("**proxy** and **rooms**") || text.contains("**rooms** and **proxy**"))
  }

  @Test func `the first entry of each service is listed in the order of time`() async throws {
    let asked = try await answers(["show the first error of each service"])
    #expect(asked[0].section("Answer")?.hasPrefix("The first error of each of 4 services") == true)
    #expect(asked[0].exhibits.count == 4)
    #expect(asked[0].exhibits.first?.sample.service == "labels")
  }

  @Test func `a summary has as many sentences as were asked for`() async throws {
    let asked = try await answers([
      "why is rooms failing?", "summarise in one sentence", "two sentences please",
    ])
    let one = try #require(asked[1].section("Answer"))
    #expect(!one.contains("It ended"), "\(one)")
    #expect(asked[2].section("Answer")?.contains("It ended") == true)
  }

  @Test func `the error that was cited is meant by its words`() async throws {
    let asked = try await answers([
      "why is rooms failing?", "how many times did the space error occur?",
    ])
    #expect(asked[1].section("Answer")?.hasPrefix("200 entries of **store** like [1]") == true)
  }

  @Test func `whether what was done helped is said first`() async throws {
    let asked = try await answers([
      "why is rooms failing?", "we restarted the store at 12:15", "did that help?",
    ])
    let text = try #require(asked[2].section("Answer"))
    #expect(text.hasPrefix("No: it went on for"), "\(text)")
  }
}
