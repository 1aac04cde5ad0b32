package import Evidence
package import Timeline

/// The runs of a machine's jobs that came through, as systemd or the jobs themselves tell them.
///
///     02:15:02 systemd[1]: Starting pg-backup.service - Nightly base backup...
///     03:04:51 systemd[1]: Finished pg-backup.service - Nightly base backup.    → pg-backup, 02:15:02 to 03:04:51
///
///     02:00:01 mill-dump[407]: starting nightly dump of sacks
///     02:37:12 mill-dump[407]: dump finished, exit status 0                     → mill-dump, 02:00:01 to 02:37:12
package struct JobRuns: Sendable {
  /// A run from its beginning to its end.
  package struct Run: Sendable {
    package let unit: String
    /// The machine that it ran on; nil where no entry says so.
    let host: String?
    package let window: TimeWindow
    /// The entries that tell of its beginning and its end.
    package let start: Sample
    package let end: Sample
    /// Whether a table of jobs tells it, not where it ran.
    var isRecorded = false
  }

  /// In the order of their ends.
  package let all: [Run]

  package init(_ observations: [Observation]) {
    var starts: [Key: [(time: Instant, sample: Sample)]] = [:]
    var ends: [(key: Key, sample: Sample, time: Instant)] = []
    let recorded = observations.compactMap(Self.recorded)
    for observation in observations {
      guard case .entries = observation.measure else { continue }
      for sample in observation.samples {
        guard let time = sample.time?.instant, let told = Self.told(sample) else { continue }
        let key = Key(unit: told.unit, kind: told.kind, host: sample.host)
        if told.isStart {
          starts[key, default: []].append((time, sample))
        } else {
          ends.append((key, sample, time))
        }
      }
    }
    ends.sort { $0.time < $1.time }
    let logged = ends.compactMap { key, sample, time -> Run? in
      let begun = starts[key]?.filter { $0.time < time }.max { $0.time < $1.time }
      guard let begun, time.distance(from: begun.time) <= Self.longest else { return nil }
      // What was begun ends once.
      starts[key]?.removeAll { $0.time <= begun.time }
      return Run(
        unit: key.unit, host: key.host, window: begun.time...time, start: begun.sample, end: sample)
    }
    all = (logged + recorded).sorted {
      ($0.window.upperBound, $0.unit) < ($1.window.upperBound, $1.unit)
    }
  }

  /// The run that a row of a table of jobs records; nil where an observation is none, or the run failed.
  private static func recorded(_ observation: Observation) -> Run? {
    guard case .change(kind: "job-run") = observation.measure,
      let sample = observation.samples.first,
      let begin = observation.values.points.first?.time,
      let end = observation.values.points.last?.time, begin < end,
      end.distance(from: begin) <= longest,
      !MessageWords.split(sample.text.lowercased()).contains(where: failing.contains)
    else { return nil }
    return Run(
      unit: observation.service, host: nil, window: begin...end, start: sample, end: sample,
      isRecorded: true)
  }

  private struct Key: Hashable {
    var unit: String
    /// What kind of job it is, where the job itself tells: a program may have several.
    var kind: String
    var host: String?
  }

  /// A longer run is none of a job: a day, in milliseconds.
  private static let longest: Int64 = 86_400_000

  /// Whether an entry tells of a run's beginning or of its end, and the job that it is of; nil where of neither.
  private static func told(_ sample: Sample) -> (isStart: Bool, unit: String, kind: String)? {
    if sample.service == "systemd" {
      return told(bySystemd: sample.message).map { ($0.verb == "Starting", $0.unit, "") }
    }
    guard (sample.level ?? .info) < .warning else { return nil }
    let words = MessageWords.split(String(sample.message.prefix(longestMessage)).lowercased())
    guard let first = words.first, let kind = words.first(where: jobs.contains) else { return nil }
    if beginning.contains(first) { return (true, sample.service, kind) }
    let isEnd = words.contains(where: ending.contains)
    return isEnd && words.allSatisfy({ !failing.contains($0) })
      ? (false, sample.service, kind) : nil
  }

  /// Characters of a message in which a job tells of itself.
  private static let longestMessage = 120
  private static let jobs: Set = [
    "backup", "dump", "job", "batch", "import", "export", "sync", "report", "snapshot",
    "reindex", "archive", "cleanup", "scan", "aggregation", "vacuum", "rebuild",
  ]
  private static let beginning: Set = ["starting", "started", "beginning", "begin", "start"]
  private static let ending: Set = ["finished", "completed", "complete", "done", "succeeded"]
  private static let failing: Set = ["failed", "failure", "error", "errors", "not", "aborted"]

  /// The verb of a message and the unit that it tells of; older versions tell its description alone.
  private static func told(bySystemd message: String) -> (verb: String, unit: String)? {
    guard let blank = message.firstIndex(of: " ") else { return nil }
    let verb = String(message[..<blank])
    guard ["Starting", "Finished"].contains(verb) else { return nil }
    var rest = message[message.index(after: blank)...]
    if let end = rest.firstIndex(of: " "), rest[..<end].hasSuffix(".service") {
      rest = rest[..<end]
    }
    while rest.last == "." || rest.last == "…" { rest.removeLast() }
    let unit = rest.hasSuffix(".service") ? rest.dropLast(".service".count) : rest
    return unit.isEmpty ? nil : (verb, String(unit.prefix(longestName)))
  }

  /// Characters of a description that name a job.
  private static let longestName = 80

  /// The run on a machine in which a stretch lies, give or take some milliseconds at both ends; nil where none is.
  func run(during window: TimeWindow, on host: String, slack: Int64) -> Run? {
    all.first { run in
      !run.isRecorded && run.host.map { $0 == host } ?? true
        && run.window.lowerBound.advanced(by: -slack) <= window.lowerBound
        && window.upperBound <= run.window.upperBound.advanced(by: slack)
    }
  }
}
