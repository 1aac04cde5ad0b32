import Diagnosis
import Evidence
import Timeline

/// Words for objects of a cluster and for times that they tell.
enum ObjectWords {
  /// Objects that a sentence names.
  static let most = 6
  /// Objects that a list holds.
  static let mostRows = 100

  /// A name with the marks of the lines that say so: `**cart-1** [3]`.
  static func cited(
    _ text: String, _ samples: [Sample?], _ report: inout ReportBuilder
  ) -> Report.Claim {
    var seen: Set<Int> = []
    let numbers = samples.compactMap { $0 }.map { report.cite($0) }.filter {
      seen.insert($0).inserted
    }
    let marks = numbers.map { "[\($0)]" }.joined(separator: " ")
    return .init(marks.isEmpty ? text : "\(text) \(marks)", exhibits: numbers)
  }

  /// The same as a whole sentence.
  static func sentence(
    _ text: String, _ samples: [Sample?], _ report: inout ReportBuilder
  ) -> Report.Claim {
    var claim = cited(text, samples, &report)
    claim.text += "."
    return claim
  }

  /// Claims of one kind as a sentence: the first ones, and how many more there are.
  static func list(_ claims: [Report.Claim], _ separator: String = "; ") -> Report.Claim {
    let shown = claims.prefix(most)
    let rest = claims.count - shown.count
    let tail = rest > 0 ? " and \(rest) more" : ""
    return .init(
      shown.map(\.text).joined(separator: separator) + tail, exhibits: shown.flatMap(\.exhibits))
  }

  /// A value as it is quoted.
  static func value(_ text: String) -> String {
    MarkdownText.code(Quote.cut(Quote.clean(text), to: 120))
  }

  /// The instant that a text tells, in any of the forms that clusters and `date` write; nil where it
  /// tells none.
  ///
  ///     2026-01-21T06:58:33Z · Wed, 08 Oct 2025 05:52:31 +0000 · Tue Jun  9 11:52:10 UTC 2026
  static func instant(_ text: String) -> Instant? {
    var words = text.split(separator: " ").map(String.init)
    // `date` writes the zone before the year.
    if words.count == 6, words[4].allSatisfy(\.isLetter), words[5].count == 4 {
      guard ["UTC", "GMT"].contains(words[4]) else { return nil }
      words.remove(at: 4)
    }
    var offset: Int64 = 0
    if let last = words.last, last.count == 5, let sign = last.first, "+-".contains(sign),
      let hours = Int64(last.dropFirst().prefix(2)), let minutes = Int64(last.suffix(2))
    {
      offset = (hours * 60 + minutes) * 60_000 * (sign == "-" ? -1 : 1)
      words.removeLast()
    }
    var plain = words.joined(separator: " ")
    let stamp = plain.withUTF8 { StampReader().read(value: $0) }
    guard let stamp, stamp.certainty == .stated else { return nil }
    return stamp.timestamp.offset == nil
      ? stamp.timestamp.instant.advanced(by: -offset) : stamp.timestamp.instant
  }
}

extension ClusterView.Object {
  /// The node that it runs on, and the node's zone where it is told: `on w-17 (zone b)`.
  func place(_ view: ClusterView) -> (text: String, samples: [Sample?])? {
    guard let field = field("spec.nodeName") else { return nil }
    let node = view.object("Node", field.value)
    let zone = node?.zone
    let text = zone.map { " (zone \(ObjectWords.value($0.value)))" } ?? ""
    return ("on \(ObjectWords.value(field.value))\(text)", [field.sample, zone?.sample])
  }

  /// The zone of a node or a volume.
  var zone: Field? {
    field("columns.ZONE") ?? field("metadata.labels.topology.kubernetes.io/zone")
      ?? field("metadata.labels.failure-domain.beta.kubernetes.io/zone")
  }

  /// The images of its containers.
  var image: Field? {
    fields.first { $0.path.hasSuffix("].image") && $0.path.contains("containers[") }
      ?? field("columns.IMAGES") ?? field("columns.IMAGE")
  }

  /// How old it is: its age where that was printed, else when it was created.
  var age: Field? { field("metadata.age") ?? field("metadata.creationTimestamp") }
}
