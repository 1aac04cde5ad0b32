import Evidence
import Timeline

/// The value of a setting that a question writes as programs do, wherever it is written: "whats MaxMetaspaceSize?",
/// "what is OPEN_TIMEOUT_MS set to".
struct WrittenSettingAnswer: SoughtAnswer {
  private let name: String
  /// What the setting was and is, in the order of time; never empty, neighbours differ.
  private let values: [(value: String, sample: Sample)]

  /// Nil where no such setting is asked for, or nothing says what it is.
  ///
  /// - Throws: `CancellationError`.
  static func of(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> WrittenSettingAnswer? {
    let words = Stem.words(question.beginning)
    let names = TypedWords.of(question.beginning).filter(isWritten)
    guard let name = names.first, names.count == 1, words.count <= longest,
      asking.contains(words.first { !openings.contains($0) } ?? ""),
      words.allSatisfy({ !others.contains($0) }), question.form.statistic == nil
    else { return nil }
    var found: [(value: String, sample: Sample)] = []
    if !desk.hasNoEntries {
      var scope = Scope()
      scope.terms = [Scope.Term([name], isWholeWord: true)]
      let list = try await SearchTool.call(
        .init(scope: scope, order: .latest, limit: SearchTool.most), desk)
      found = list.samples.sorted(by: Sample.isEarlier).compactMap { sample in
        let lines = [sample.text] + sample.further.map(\.text)
        return lines.lazy.compactMap { value(of: name, in: $0) }.first.map { ($0, sample) }
      }
    }
    if found.isEmpty {
      for text in try await desk.statedTexts() {
        for line in text.lines {
          if let value = value(of: name, in: line.text) {
            found.append((value, line.sample(in: text)))
          }
        }
      }
    }
    var distinct: [(value: String, sample: Sample)] = []
    for one in found where one.value != distinct.last?.value { distinct.append(one) }
    guard !distinct.contains(where: { Quote.isSecret($0.value, named: name) }) else { return nil }
    return distinct.isEmpty ? nil : WrittenSettingAnswer(name: name, values: distinct)
  }

  private static let longest = 14
  private static let asking: Set = ["what", "whats", "which", "how", "s"]
  private static let openings: Set = ["and", "so", "ok", "but", "then", "well"]
  /// Words of questions that ask for something else of a setting.
  private static let others: Set = [
    "why", "when", "who", "many", "often", "long", "does", "mean", "means", "do", "changed",
    "times",
  ]

  /// Whether a word is written as names of settings are: `OPEN_TIMEOUT_MS`, `nf_conntrack_max`, `MaxMetaspaceSize`.
  static func isWritten(_ word: String) -> Bool {
    guard word.count > 3,
      word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.".contains($0)) }),
      word.first?.isLetter ?? false, !word.hasSuffix(".")
    else { return false }
    let isCamel = zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
    return word.contains("_") || isCamel
  }

  /// The value that a text gives a name: `name=value`, `name: value`, `"name": "value"`, `name is value`, `name =
  /// value`, `name set to value`, `name changed to value`.
  static func value(of name: String, in text: String) -> String? {
    var rest = text[...]
    while let range = rest.firstRange(of: name) {
      defer { rest = rest[range.upperBound...] }
      if let before = rest[..<range.lowerBound].last,
        before.isLetter || before.isNumber || before == "_"
      {
        continue
      }
      var behind = rest[range.upperBound...].drop { "\"'`".contains($0) }.drop(
        while: \.isWhitespace)
      if let sign = behind.first, "=:".contains(sign) {
        behind = behind.dropFirst()
      } else {
        guard let verb = verbs.first(where: behind.hasPrefix) else { continue }
        behind = behind.dropFirst(verb.count)
      }
      behind = behind.drop { $0.isWhitespace || "\"'`".contains($0) }
      let token = behind.prefix { !$0.isWhitespace && !"\"'`,;)]}".contains($0) }
      let value = token.hasSuffix(".") ? token.dropLast() : token
      if !value.isEmpty, value.count <= 120 { return String(value) }
    }
    return nil
  }

  private static let verbs = ["is set to ", "set to ", "changed to ", "is ", "to ", "now "]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let code = MarkdownText.code(Quote.clean(name))
    func told(
      _ one: (value: String, sample: Sample), _ report: inout ReportBuilder
    ) -> Report.Claim {
      let number = report.cite(one.sample)
      let time = one.sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
      return .init(
        "\(MarkdownText.code(Quote.clean(one.value)))\(time) [\(number)]", exhibits: [number])
    }
    guard let last = values.last else { return }
    let now = told(last, &report)
    var claim = Report.Claim("\(code) is \(now.text)", exhibits: now.exhibits)
    let before = values.dropLast().suffix(Self.most)
    if !before.isEmpty {
      let list = ObjectWords.list(before.map { told($0, &report) })
      claim = .init(
        "\(claim.text); before that it was \(list.text)", exhibits: claim.exhibits + list.exhibits)
    }
    report.add(.answer, layout: .sentences, [.init(claim.text + ".", exhibits: claim.exhibits)])
    report.addEvidence()
    report.readByName()
  }

  /// Earlier values that are told.
  private static let most = 4
}
