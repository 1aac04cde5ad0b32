import Diagnosis
import Evidence

/// Whether memory or a file system has room left, as `free` and `df` tell it: "are we about to run out of memory?",
/// "is /data ok?".
struct StatedHeadroomAnswer: SoughtAnswer {
  private let room: StatedRoom
  /// Whether a yes means that there is room.
  private let asksForRoom: Bool

  /// Nil where no room is asked for, nothing states it, or a cause was found that would say more.
  ///
  /// - Throws: `CancellationError`.
  static func of(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> StatedHeadroomAnswer? {
    let words = Stem.words(question.beginning)
    guard words.count <= longest, question.statement == nil else { return nil }
    let known = Set(words)
    let path = question.beginning.split(whereSeparator: \.isWhitespace).map {
      String($0.trimming { "?!,;:\"'`()".contains($0) })
    }.first { $0.hasPrefix("/") }
    let resource: StatedRoom.Resource
    if let path, TrendWords.isYesNo(words) {
      guard !known.isDisjoint(with: well.union(short)) else { return nil }
      resource = .path(path)
    } else if !known.isDisjoint(with: ["memory", "mem", "ram"]), asksForShortage(words) {
      resource = .memory
    } else {
      return nil
    }
    guard let room = StatedRoom(resource, in: try await desk.statedTexts()) else { return nil }
    if case .memory = resource {
      // What was killed for want of memory says more than what is free now.
      let diagnosis =
        file.diagnosis ?? desk.diagnosis(of: CaseDiagnosis.symptom(of: question, in: file))
      if case .cause = diagnosis.decision { return nil }
    }
    return StatedHeadroomAnswer(room: room, asksForRoom: !known.isDisjoint(with: well))
  }

  private static let longest = 24
  private static let well: Set = ["ok", "okay", "fine", "healthy", "good", "enough", "alright"]
  private static let short: Set = ["full", "filling", "short", "low"]

  /// "run out of memory", "low on memory", "is there enough memory".
  private static func asksForShortage(_ words: [String]) -> Bool {
    words.contains("enough")
      || zip(words, words.dropFirst()).contains { first, second in
        second == "out" && ["run", "running", "runs", "ran"].contains(first)
          || second == "on" && ["low", "short"].contains(first)
          || second == "of" && first == "short"
      }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let number = report.cite(room.sample)
    let verdict = room.isShort == asksForRoom ? "No" : "Yes"
    let what = room.isShort ? "it is short of room" : "there is room"
    let told = room.pairs.map { pair in
      "\(MarkdownText.code(Quote.cut(Quote.clean(pair.label), to: 40))) is "
        + ObjectWords.value(pair.value)
    }
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(verdict): \(what), for \(Counting.list(told)) of \(room.title) [\(number)]."
            + (room.remark.isEmpty ? "" : " \(room.remark)"), exhibits: [number])
      ])
    report.addEvidence()
    report.readByName()
  }
}
