import Evidence
import Timeline

/// The runs of the processes of one service, from start to end, as its log tells of them.
///
/// The order is that of time, then of lines, so that logs without times have runs too.
struct ProcessRuns: Sendable {
  /// The first entries of runs, in order.
  private(set) var starts: [Sample] = []
  /// The starts that name a version: a release explains why the run before it ended.
  private(set) var releases: Set<Reference> = []
  /// Entries that say that a run ends, in order.
  private(set) var ends: [Sample] = []

  /// Reads the runs of a service out of what its entries say.
  init(_ readings: [EntryReading], _ observations: [Observation]) {
    for reading in readings {
      let observation = observations[reading.observation]
      if isBanner(reading, observation.service) {
        starts += observation.samples
        if reading.kind?.id == "release" {
          releases.formUnion(observation.samples.map(\.reference))
        }
      } else if reading.kind?.id == "exit" || reading.level == .fatal {
        ends += observation.samples
      }
    }
    starts.sort(by: Sample.isEarlier)
    ends.sort(by: Sample.isEarlier)
    // A banner has several lines: what follows within moments belongs to the same start.
    var firsts: [Sample] = []
    for start in starts {
      if let last = firsts.last, isSameStart(last, start) { continue }
      firsts.append(start)
    }
    starts = firsts
  }

  /// The number of the run that a moment lies in; 0 before the first start.
  func run(at sample: Sample) -> Int {
    starts.prefix { Sample.isEarlier($0, sample) || $0.reference == sample.reference }.count
  }

  private func isSameStart(_ a: Sample, _ b: Sample) -> Bool {
    if let x = a.time?.instant, let y = b.time?.instant {
      return y.distance(from: x) <= RankingModel.startLength
    }
    return !ends.contains { Sample.isEarlier(a, $0) && Sample.isEarlier($0, b) }
  }

  /// Whether an entry says that the process itself starts, not one of its parts.
  private func isBanner(_ reading: EntryReading, _ service: String) -> Bool {
    guard let kind = reading.kind, kind.id == "restart" || kind.id == "release" else {
      return false
    }
    let phrase = reading.phrase.joined(separator: " ")
    if Self.banners.contains(where: phrase.holds) { return true }
    guard reading.words.count <= RankingModel.mostBannerWords else { return false }
    let name = MessageWords.split(service)
    return reading.words.contains(where: name.contains) || reading.words.contains("version")
      || reading.words.contains("pid")
  }

  private static let banners = [
    "listening on", "server started", "server listening", "service started", "process started",
    "starting up", "ready to handle", "ready to accept", "ready for connections", "booting",
    "startup complete", "linux version", "command line",
  ]
}
