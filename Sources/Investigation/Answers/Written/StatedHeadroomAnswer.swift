import Diagnosis
import Evidence

/// Whether memory or a file system has room left, as `free` and `df` tell it: "are we about to run out of memory?",
/// "is /data ok?".
struct StatedHeadroomAnswer: SoughtAnswer {
  /// Never empty.
  private let rooms: [StatedRoom]
  /// Whether a yes means that there is room.
  private let asksForRoom: Bool

  /// Nil where no room is asked for, nothing states it, or a cause was found that would say more.
  ///
  /// - Throws: `CancellationError`.
  static func of(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> StatedHeadroomAnswer? {
    let words = Stem.words(question.beginning)
    let known = Set(words)
    guard words.count <= longest, question.statement == nil, known.isDisjoint(with: others),
      asksYesNo(question.beginning)
    else { return nil }
    let typed = TypedWords.of(question.beginning)
    let paths = typed.filter { $0.hasPrefix("/") }
    let resource: StatedRoom.Resource
    if let path = paths.first {
      guard paths.count == 1, !known.isDisjoint(with: well.union(short)) else { return nil }
      resource = .path(path)
    } else if !known.isDisjoint(with: ["memory", "mem", "ram"]), asksForShortage(words) {
      resource = .memory
    } else {
      return nil
    }
    let hosts = Set(desk.catalog.hosts)
    let names = typed.filter { name in
      !name.hasPrefix("/")
        && (hosts.contains(name)
          || name.contains(where: \.isNumber) && name.contains("-")
            && name.contains(where: \.isLetter))
    }
    let rooms = StatedRoom.all(resource, of: names, in: try await desk.statedTexts())
    guard !rooms.isEmpty else { return nil }
    if case .memory = resource {
      // What was killed for want of memory says more than what is free now.
      let diagnosis =
        file.diagnosis ?? desk.diagnosis(of: CaseDiagnosis.symptom(of: question, in: file))
      if case .cause = diagnosis.decision { return nil }
    }
    return StatedHeadroomAnswer(rooms: rooms, asksForRoom: !known.isDisjoint(with: well))
  }

  private static let longest = 24
  private static let well: Set = ["ok", "okay", "fine", "healthy", "good", "enough", "alright"]
  private static let short: Set = ["full", "filling", "short", "low"]
  /// What asks for something else, or names another kind of path.
  private static let others: Set = [
    "why", "when", "who", "which", "show", "many", "often", "lines", "route", "endpoint", "url",
    "api", "path", "requests",
  ]

  /// Whether a clause asks for a yes or no: "only 412 MB are free, are we about to run out?".
  private static func asksYesNo(_ text: String) -> Bool {
    text.split { ",.;!?".contains($0) }.contains { TrendWords.isYesNo(Stem.words(String($0))) }
  }

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
    let isShort = rooms.contains(where: \.isShort)
    let verdict = isShort == asksForRoom ? "No" : "Yes"
    // What is short is told first.
    let ordered = rooms.filter(\.isShort) + rooms.filter { !$0.isShort }
    let claims = ordered.map { room in
      let told = room.pairs.map { pair in
        "\(MarkdownText.code(Quote.cut(Quote.clean(pair.label), to: Self.longestLabel))) is "
          + ObjectWords.value(pair.value)
      }
      let part = room.part.isEmpty ? "" : " on \(MarkdownText.name(Quote.clean(room.part)))"
      return ObjectWords.cited(
        "\(Counting.list(told)) of \(title(room))\(part)", [room.sample], &report)
    }
    let list = ObjectWords.list(claims)
    let what = isShort ? "it is short of room" : "there is room"
    let cached = ordered[0].cached.map {
      " What is cached, \(ObjectWords.value($0.value)) of it, is given back where it is needed."
    }
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(verdict): \(what), for \(list.text)." + (cached ?? ""), exhibits: list.exhibits)
      ])
    report.addEvidence()
    report.readByName()
  }

  private func title(_ room: StatedRoom) -> String {
    room.title.hasPrefix("/") ? MarkdownText.code(room.title) : room.title
  }

  private static let longestLabel = 40
}
