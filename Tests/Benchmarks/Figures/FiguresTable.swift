/// The figures of an evaluation as the guide "How good is it?" shows them.
///
/// One command writes what stands between the two marks of the guide, and a test holds it to the form.
struct FiguresTable {
  static let begin = "<!-- Written by 'make figures' from here … -->"
  static let end = "<!-- … to here. -->"

  /// The day, as 2026-03-10, and the commit that was measured.
  var date: String
  var commit: String
  /// The rows over all incidents of each set.
  var sets: [IncidentSum] = []
  /// The mean accuracy of templates with its systems; nil where there is no such set.
  var templates: TemplatesSet.Mean?

  /// The columns of the table of sets.
  static let columns = [
    "set", "cases", "AC@1", "AC@3", "Avg@5", "object and cause", "abstained", "s a case", "MiB",
  ]

  /// The part of the guide.
  var markdown: String {
    var lines = [
      Self.begin, "", "Made on \(date) of commit `\(commit)`.", "", Self.row(Self.columns),
      Self.row(Self.columns.map { _ in "---" }),
    ]
    for sum in sets {
      let shares = [sum.ac1, sum.ac3, sum.avg5, sum.ac1Cause].map {
        $0.map { Output.fixed($0, 3) } ?? "–"
      }
      lines.append(
        Self.row(
          [sum.set, "\(sum.n)"] + shares + [
            "\(sum.abstained)", Output.fixed(sum.seconds, 2), Output.fixed(sum.peakMiB, 0),
          ]))
    }
    if let templates {
      lines += [
        "",
        "Templates of logs, with one setting for \(templates.systems) systems: grouping accuracy "
          + "\(Output.fixed(templates.accuracy, 3)), "
          + "\(Int(templates.linesPerSecond / 1000))\u{202F}000 lines a second.",
      ]
    }
    lines += ["", Self.row(Self.peerColumns), Self.row(Self.peerColumns.map { _ in "---" })]
    let known = sets.map(\.set) + (templates == nil ? [] : ["templates"])
    for peer in Peer.all where known.contains(peer.set) {
      lines.append(Self.row([peer.set, peer.name, peer.figures, peer.source]))
    }
    return (lines + ["", Self.end]).joined(separator: "\n")
  }

  /// The columns of the table of others.
  static let peerColumns = ["set", "others", "AC@1 / AC@3", "source"]

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// A guide with these figures in place of its own.
  ///
  /// - Throws: `BenchmarkError.failed` where it has no place for them.
  func written(into guide: String) throws -> String {
    guard let from = guide.firstRange(of: Self.begin), let to = guide.firstRange(of: Self.end),
      from.upperBound <= to.lowerBound
    else {
      throw BenchmarkError.failed("The guide has not the two marks between which figures go.")
    }
    return guide[..<from.lowerBound] + markdown + guide[to.upperBound...]
  }
}
