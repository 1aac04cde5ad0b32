import Diagnosis
import Evidence

/// Whether a field differs between the manifests that were read: "was the memory limit changed too?".
struct ObjectChangedAnswer: ActAnswer {
  private typealias Values = (object: ClusterView.Object, fields: [ClusterView.Object.Field])

  private let values: [Values]

  /// Nil where no such field is asked for, or no two manifests tell it.
  init?(_ words: [String], _ choice: ObjectChoice, _ file: Case) {
    let known = Set(words)
    guard file.diagnosis != nil, TrendWords.isYesNo(words),
      !known.isDisjoint(with: ["changed", "change", "different", "touched", "altered"])
    else { return nil }
    let asked = ObjectFieldWords(words)
    guard asked.hasTopic else { return nil }
    let objects = choice.named.isEmpty ? choice.focus : choice.named
    values = objects.flatMap { object -> [Values] in
      let declared = object.fields.filter(\.isDeclared)
      var paths: [String] = []
      for field in asked.fields(declared) where !paths.contains(field.path) {
        paths.append(field.path)
      }
      return paths.compactMap { path in
        let own = declared.filter { $0.path == path }
        return own.count > 1 ? (object, own) : nil
      }
    }
    guard !values.isEmpty else { return nil }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let differing = values.filter { Set($0.fields.map(\.value)).count > 1 }
    let shown = differing.isEmpty ? values : differing
    let claims = shown.map { object, fields -> Report.Claim in
      let path = MarkdownText.code(Quote.clean(fields[0].path))
      let name = MarkdownText.name(object.name)
      guard !differing.isEmpty else {
        return ObjectWords.cited(
          "\(path) of \(name) is \(ObjectWords.value(fields[0].value)) in all "
            + "\(Counting.of(fields.count, "manifest"))", fields.map(\.sample), &report)
      }
      var seen: Set<String> = []
      let each = fields.filter { seen.insert($0.value).inserted }
      let list = ObjectWords.list(
        each.map { ObjectWords.cited(ObjectWords.value($0.value), [$0.sample], &report) }, ", then "
      )
      return .init("\(path) of \(name) is \(list.text)", exhibits: list.exhibits)
    }
    let list = ObjectWords.list(claims)
    report.add(
      .answer, layout: .sentences,
      [.init("\(differing.isEmpty ? "No" : "Yes"): \(list.text).", exhibits: list.exhibits)])
    report.addEvidence()
  }
}
