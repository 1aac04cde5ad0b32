import Diagnosis
import Evidence

extension Finding {
  /// Whether its detail is told in words, and no quote of a line.
  var isTold: Bool { signal != nil && signal != .changes }

  /// Whether it is the change of a metric at one moment, not something that lasts or adds up.
  var isStep: Bool { signal != .metrics || detector == MetricSteps.name }

  /// Its detail as a part of a sentence in Markdown: names in it come from evidence.
  var words: String { MarkdownText.sentence(detail) }

  /// What it says, in a report that cites it by a number: the quote, or its own words where a quote says
  /// nothing.
  func told(_ report: ReportBuilder, _ number: Int) -> String {
    guard !isTold else { return words }
    let quote = report.quote(number)
    // "settings reloaded" says nothing of what was set.
    guard role == .change, let values = samples.first.flatMap(Quote.values) else { return quote }
    return "\(quote), with \(MarkdownText.code(values))"
  }

  /// The machine of a part of the system, which every machine has: ` of **gw-3**`; else empty.
  var machine: String {
    guard Self.ofMachines.contains(service), let host = samples.first?.host else { return "" }
    return " of \(MarkdownText.name(host))"
  }

  private static let ofMachines: Set = [
    "kernel", "systemd", "kubelet", "containerd", "dockerd", "sshd",
  ]
}

extension Finding.Signal {
  /// The kind of evidence as sentences name it.
  var noun: String {
    switch self {
    case .metrics: "metrics"
    case .traces: "traces"
    case .changes: "recorded changes"
    case .cluster: "states of the cluster"
    }
  }
}
