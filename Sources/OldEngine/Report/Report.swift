/// The outcome of an investigation.
package struct Report: Sendable {
  /// The report in Markdown, in the order that `ReportWriter` gives.
  package var markdown: String
  /// The suspected services, most suspect first; empty where the question asked for no cause.
  package var suspects: [String]
  /// Whether the engine was asked for a cause and named none.
  package var abstained: Bool
  package var memory: InvestigationMemory

  package init(
    markdown: String, suspects: [String], abstained: Bool, memory: InvestigationMemory
  ) {
    self.markdown = markdown
    self.suspects = suspects
    self.abstained = abstained
    self.memory = memory
  }
}
