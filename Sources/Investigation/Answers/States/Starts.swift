import Diagnosis
import Evidence
import Timeline

/// The starts of processes that a question may mean, in the order of time.
struct Starts {
  /// One start: the entry that tells of it.
  struct Start {
    var sample: Sample
    var time: Instant? { sample.time?.instant }
  }

  private(set) var all: [Start] = []
  /// When the trouble began; nil where that is not known.
  let onset: Instant?

  /// Whether some words tell of a start: "was started again", "restarted", "came up again", "ran again".
  static func areAsked(_ words: ArraySlice<String>) -> Bool {
    if words.contains(where: again.contains) { return true }
    // "was storefront started": the name of one or two words stands between.
    let isPassive = words.indices.contains { place in
      ["was", "were", "is", "got", "been", "being"].contains(words[place])
        && words[(place + 1)...].prefix(3).contains {
          ["started", "launched", "booted"].contains($0)
        }
    }
    guard words.contains("again") || words.contains("back") else {
      return isPassive || words.last == "started" && words.contains("was")
    }
    return words.contains { ["started", "start", "launched", "booted", "boot"].contains($0) }
      || words.contains("up") && words.contains { ["come", "came", "go", "went"].contains($0) }
  }

  private static let again: Set = [
    "restarted", "rebooted", "relaunched", "respawned", "restart", "reboot",
  ]

  /// Looks for the starts of what a question names, else of what it was about.
  init(_ question: Question, _ desk: Desk, _ report: inout ReportBuilder) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    onset = diagnosis.onset
    let window = question.inherited.contains(.window) ? nil : question.scope.window
    let hosts = question.scope.hosts
    let cause = diagnosis.hypotheses.first?.service
    // Of who was named, or spoken of, and of the cause; any start where there is neither.
    let asked = [question.scope.services, cause.map { [$0] } ?? []].filter { !$0.isEmpty }
    for services in asked.isEmpty ? [[]] : asked {
      guard all.isEmpty else { break }
      let changes = try await ChangesTool.call(.init(services: services), desk)
      let starts = changes.filter { Self.kinds.contains($0.kind ?? "") }
      // A finding keeps a few of its entries: who is named by its host has others.
      for finding in starts {
        var samples = finding.samples
        if finding.count > samples.count {
          var scope = IncidentFindings.scope(of: finding)
          scope.hosts = hosts
          samples = try await desk.evidence.samples(scope, order: .earliest, limit: Self.most)
            .samples
        }
        all += samples.filter { sample in
          (hosts.isEmpty
            || hosts.contains { sample.host == $0 || sample.text.contains($0) })
            && (window.map { known in sample.time.map { known.contains($0.instant) } ?? false }
              ?? true)
        }.map { Start(sample: $0) }
      }
      if all.isEmpty, !services.isEmpty {
        // What starts once is no change of the system, and a start all the same.
        all = Self.banners(of: services, desk).map { Start(sample: $0) }
      }
    }
    all.sort { Sample.isEarlier($0.sample, $1.sample) }
  }

  /// The entries of some services that say of themselves that they start: by name, or in few words.
  private static func banners(of services: [String], _ desk: Desk) -> [Sample] {
    desk.relevance.matches(Array(starting), services: services, limit: most).flatMap { match in
      let words = Stem.words(match.observation.samples.first?.message ?? "")
      let names =
        services.flatMap { Stem.words($0) } + ["server", "service", "process", "application"]
      let tells = words.contains { starting.contains($0) }
      return tells && words.count <= mostWords && words.contains(where: names.contains)
        ? match.observation.samples : []
    }
  }

  private static let starting: Set = ["started", "starting", "booting", "booted", "launched"]
  /// Words of an entry that says no more than that.
  private static let mostWords = 12

  /// The one that is meant: the first since the trouble began, else the last before it.
  var meant: Start? {
    guard let onset else { return all.last }
    return all.first { $0.time.map { $0 >= onset } ?? false } ?? all.last
  }

  private static let kinds: Set = ["restart", "release"]
  /// Starts of one message that are looked at.
  private static let most = 200
}
