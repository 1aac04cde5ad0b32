import DemoIncident
import Foundation
import Testing

/// The files of all demos: the same for everybody, small, and as the tools would write them.
@Suite struct DemoFilesTests {
  private func files(of story: any Story) throws -> [String: Data] {
    let folder = FileManager.default.temporaryDirectory.path + "/demo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try story.write(to: folder)
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      files[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return files
  }

  /// Bytes of a demo's files at most; the shop, which shows how much is read at once, has more.
  private static let most = 6_000_000

  @Test(arguments: Demo.all)
  func `a demo is the same each time, another by another seed, and small`(demo: Demo) throws {
    let first = try files(of: demo.story)
    #expect(try files(of: demo.story) == first)
    #expect(try files(of: demo.tell(demo.seed + 1)) != first)
    if demo.name != "shop" { #expect(first.values.map(\.count).reduce(0, +) < Self.most) }
  }

  @Test(arguments: Demo.all)
  func `a demo's two lines in the list fit a window of 80 columns`(demo: Demo) {
    #expect(demo.summary.count <= 70)
    #expect("\(demo.evidence): \"\(demo.story.question)\"".count <= 70)
    #expect(demo.questions.first == demo.story.question && demo.questions.count == 3)
  }

  @Test func `JSON of demos is JSON, and tables have as many values in each row`() throws {
    for demo in Demo.all where ["video", "parcels", "tickets"].contains(demo.name) {
      for (name, data) in try files(of: demo.story) {
        let text = String(decoding: data, as: UTF8.self)
        if name.hasSuffix(".json") {
          #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
        } else if name == "traces.jsonl" {
          for line in text.split(separator: "\n").prefix(50) {
            #expect(throws: Never.self) {
              try JSONSerialization.jsonObject(with: Data(line.utf8))
            }
          }
        } else if name.hasSuffix(".csv") {
          let commas = text.split(separator: "\n").map { $0.count { $0 == "," } }
          #expect(Set(commas).count == 1, "\(demo.name)/\(name)")
        }
      }
    }
  }

  @Test func `metrics have a day's wave, noise, and scrapes that were missed`() throws {
    let demo = try #require(Demo.all.first { $0.name == "tickets" })
    let data = try #require(try files(of: demo.story)["metrics.csv"])
    let rows = String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.dropFirst().contains { $0.contains("") })
    let column = try #require(rows.first?.firstIndex(of: "orders_cpu_percent"))
    let values = Set(rows.dropFirst().map { $0[column] })
    #expect(values.count > 20)
  }
}
