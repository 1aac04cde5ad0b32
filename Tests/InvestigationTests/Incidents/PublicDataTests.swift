import Foundation
import Investigation
import Testing

/// Logs that nobody here wrote; skipped where the data is not there.
@Suite(
  .steppingBack,
  .enabled(
    if: PublicData.folder != nil, "skipped: no public data lies in ../shared/data"))
struct PublicDataTests {
  @Test func `Hadoop's lost contact with its ResourceManager is named and cited`() async throws {
    let file = try #require(PublicData.folder) + "/templates/Hadoop.log"
    let report = try await ask("what went wrong?", in: [file])
    let answer = try #require(report.section("Answer"))
    #expect(answer.contains("NoRouteToHost"), "\(answer)")
    #expect(report.markdown.contains("CONTACTING RM"), "\(answer)")
    #expect(report.exhibits.contains { $0.quote.contains("NoRouteToHostException") })
    #expect(report.exhibits.contains { $0.quote.contains("ERROR IN CONTACTING RM") })
    try checkCitations(report, in: Self.folder(of: file))
  }

  /// The folder that the paths in a report on a file are relative to.
  private static func folder(of file: String) -> String {
    String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
  }

  @Test(arguments: [
    "Android", "Apache", "BGL", "HDFS", "Hadoop", "Linux", "OpenStack", "Spark",
  ])
  func `the logs of eight systems give reports whose citations hold`(system: String) async throws {
    let file = try #require(PublicData.folder) + "/templates/\(system).log"
    let investigator = fileEngine()
    for question in ["what went wrong?", "show me the errors", "show me the last 5 warnings"] {
      let report = try await ask(question, in: [file], of: investigator)
      try checkCitations(report, in: Self.folder(of: file))
      #expect(report.titles.first == "Answer")
      #expect(Set(report.titles).count == report.titles.count)
    }
  }

  @Test func `the log of a TrainTicket case gives a report that cites it`() async throws {
    let set = try #require(PublicData.folder) + "/incidents/trainticket"
    let text = try String(contentsOfFile: set + "/cases.jsonl", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    let found = try #require(object as? [String: Any])
    let question = try #require(found["question"] as? String)
    let log = try #require(
      (found["evidence"] as? [String])?.first { $0.hasSuffix("_log.csv.gz") })
    let file = "\(set)/\(log)"
    let report = try await ask(question, in: [file])
    #expect(report.titles.first == "Answer")
    try checkCitations(report, in: Self.folder(of: file))
    #expect(!report.exhibits.isEmpty, "\(report.markdown)")
  }
}

/// Where the public data lies beside a clone.
enum PublicData {
  static let folder: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.deletingLastPathComponent().appending(path: "shared/data").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}
