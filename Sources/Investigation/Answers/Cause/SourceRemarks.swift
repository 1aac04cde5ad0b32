/// What sources hold beside what was asked, or why their silence tells nothing, told in the answer.
///
///     **prometheus**: it holds values until 06:12:00 UTC, 2 h before the time that was asked.
struct SourceRemarks {
  private let remarks: [Inquiry.Unseen]

  init(_ remarks: [Inquiry.Unseen]) {
    self.remarks = remarks
  }

  /// Adds each as a paragraph.
  func say(in report: inout ReportBuilder) {
    for remark in remarks {
      report.addToAnswer(
        "\(MarkdownText.name(remark.source)): \(MarkdownText.sentence(remark.reason))")
    }
  }
}
