import Diagnosis
import Evidence

/// Whether an object has a state that a question names: "was search-0 OOMKilled, or not?".
struct ObjectValueAnswer: ActAnswer {
  private let object: ClusterView.Object
  private let field: ClusterView.Object.Field
  /// What stands beside it: when it was, with which exit code.
  private let beside: [ClusterView.Object.Field]

  /// Nil where no named object has a field with such a value.
  init?(_ words: [String], _ choice: ObjectChoice) {
    guard ObjectFactAnswer.asksYesNo(words) else { return nil }
    let asked = Set(words)
    let found = choice.named.lazy.compactMap { object in
      object.fields.first {
        Self.isState($0.path, $0.value) && asked.contains($0.value.lowercased())
      }.map { (object, $0) }
    }.first
    guard let (object, field) = found else { return nil }
    (self.object, self.field) = (object, field)
    let place = field.path.lastIndex(of: ".").map { String(field.path[...$0]) } ?? ""
    beside = ["startedAt", "finishedAt", "exitCode"].compactMap { name in
      object.fields.first { $0.path == place + name }
    }
  }

  /// Whether a value is a reason in one word, as the API writes them: `OOMKilled`, `Evicted`.
  private static func isState(_ path: String, _ value: String) -> Bool {
    (path.hasSuffix("reason") || path.hasSuffix("summary"))
      && value.utf8.count > 3 && value.allSatisfy(\.isLetter)
      && value.first?.isUppercase == true && !["Running", "Ready", "Completed"].contains(value)
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let parts = ([field] + beside).map { field in
      let name = field.path.split(separator: ".").suffix(2).joined(separator: ".")
      return ObjectWords.cited(
        "\(MarkdownText.code(name)) is \(MarkdownText.code(Quote.clean(field.value)))",
        [field.sample], &report)
    }
    let list = ObjectWords.list(parts)
    let isPast = field.path.contains("lastState")
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "Yes\(isPast ? ", once" : ""): of \(MarkdownText.name(object.name)) \(list.text).",
          exhibits: list.exhibits)
      ])
    report.addEvidence()
  }
}
