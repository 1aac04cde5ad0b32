import Evidence
import Timeline

/// What evidence there is: services, files, the time range, and what was not read and why.
struct InventoryAnswer: ActAnswer {
  /// Rows of a list at most.
  private static let most = 100

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let catalog = desk.catalog
    let range = catalog.window.map { ", \(report.times.range($0))" } ?? ", without times"
    let services = Counting.list(
      catalog.services.map { MarkdownText.name($0.name) }, most: 12)
    switch question.aspect {
    case .timeRange:
      let text =
        catalog.window.map {
          "The \(desk.hasNoEntries ? "evidence covers" : "logs cover") \(report.times.range($0)): \(TimeText.length($0.length))."
        } ?? "The logs carry no times."
      let pause = RecordingPause(desk).map { [$0.claim(report.times)] } ?? []
      report.add(.answer, layout: .sentences, [.init(text)] + pause)
    case .unread:
      let count = catalog.unread.count
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            count == 0
              ? "All \(Counting.of(catalog.files.count, "file")) could be read."
              : "\(Counting.of(count, "file")) could not be read.")
        ])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    default:
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "\(Counting.of(catalog.entries, "entry")) of \(Counting.of(catalog.services.count, "service")) "
              + "in \(Counting.of(catalog.files.count, "file"))\(range): \(services).")
        ])
    }
    report.add(
      .counts, title: "Services",
      catalog.services.prefix(Self.most).map { service in
        let period =
          service.window.map {
            ", \(report.times.short($0.lowerBound)) to \(report.times.short($0.upperBound))"
          } ?? ""
        let errors = service.errors > 0 ? ", \(Counting.of(service.errors, "error"))" : ""
        return .init(
          "\(MarkdownText.name(service.name)): \(Counting.of(service.entries, "entry"))\(errors)\(period)"
        )
      })
    if question.aspect != .services {
      report.add(
        .text, title: "Files",
        catalog.files.prefix(Self.most).map { file in
          .init(
            "\(MarkdownText.code(MarkdownText.oneLine(file.path))): \(Counting.lines(file.lines)), \(MarkdownText.oneLine(file.format))"
          )
        })
      report.add(.notSeen, NotSeen.claims(desk))
    }
  }
}
