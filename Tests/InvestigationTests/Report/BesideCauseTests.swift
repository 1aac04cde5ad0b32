import Foundation
import TestSupport
import Testing

/// What a cause is told with: who asks most, which device failed, what was done just before, and of what
/// there is none left.
@Suite(.steppingBack) struct BesideCauseTests {
  private static func clock(_ second: Int) -> String {
    String(format: "2026-03-10T%02d:%02d:%02dZ", 10 + second / 3600, second / 60 % 60, second % 60)
  }

  /// A line every so many seconds, by whether it fails by then.
  private static func lines(
    every step: Int, of length: Int, failingFrom onset: Int, _ text: (Int, Bool) -> String
  ) -> [String] {
    stride(from: 0, to: length, by: step).map { "\(clock($0)) " + text($0, $0 >= onset) }
  }

  private func answer(_ files: [String: [String]], _ questions: String...) async throws -> String {
    let folder = try TemporaryFolder()
    for (name, lines) in files { try folder.write(name, lines.joined(separator: "\n") + "\n") }
    var last: Asked?
    for question in questions { last = try await ask(question, in: [folder.path], after: last) }
    return try #require(last?.section("Answer"))
  }

  /// Two hours of lookups for several readers, of whom one comes a hundred times as often from 10:40 on.
  private static var greedy: [String: [String]] {
    var lines: [String] = []
    for second in stride(from: 0, to: 7200, by: 4) {
      let reader = ["oak", "elm", "ash", "fir", "yew"][second / 4 % 5]
      lines.append("\(clock(second)) INFO lookup reader key=\(reader) took \(second % 30 + 3) ms")
      guard second >= 2400 else { continue }
      for _ in 0..<6 { lines.append("\(clock(second)) INFO lookup reader key=birch took 9 ms") }
      if second >= 2520, second % 16 == 0 {
        lines.append("\(clock(second)) ERROR work queue is full, request was rejected")
      }
    }
    return ["catalogue.log": lines]
  }

  @Test func `who comes far more often than before is named`() async throws {
    let text = try await answer(Self.greedy, "why are lookups of catalogue rejected?")
    #expect(text.contains("most comes from one: `birch`"), "\(text)")
  }

  @Test func `where all come as before, nobody is named`() async throws {
    let calm = Self.greedy.mapValues { $0.filter { !$0.contains("birch") } }
    let text = try await answer(calm, "why are lookups of catalogue rejected?")
    #expect(text.contains("queue is full") && !text.contains("comes from one"), "\(text)")
  }

  @Test(arguments: [(0, true), (1_400_000, false)])
  func `no space left means inodes where a metric of them fell to none`(
    free: Int, isTold: Bool
  ) async throws {
    let press = Self.lines(every: 20, of: 7200, failingFrom: 3600) { second, fails in
      fails
        ? "ERROR open /srv/pages/\(second): no space left on device" : "INFO page \(second) written"
    }
    let disks =
      ["time,host,avail_bytes,inodes_free"]
      + stride(from: 0, to: 7200, by: 60).map { second in
        "\(Self.clock(second)),press,15000000000,\(second < 3600 ? 1_600_000 - second * 50 : free)"
      }
    let text = try await answer(
      ["press.log": press, "disks.csv": disks], "why does press fail to write?")
    #expect(text.contains("What ran out is the inodes") == isTold, "\(text)")
  }

  @Test(arguments: [(100, true), (61, false)])
  func `no space left means inodes only where these are used up`(
    used: Int, isTold: Bool
  ) async throws {
    let press = Self.lines(every: 20, of: 7200, failingFrom: 3600) { second, fails in
      fails
        ? "ERROR open /srv/pages/\(second): no space left on device" : "INFO page \(second) written"
    }
    let report = Self.lines(every: 600, of: 7200, failingFrom: 3600) { second, fails in
      "INFO /dev/sdb1 /srv blocks 41% inodes \(fails ? used : 40 + second / 100)%"
    }
    let text = try await answer(
      ["press.log": press, "disk-report.log": report], "why are pages lost?")
    #expect(text.contains("is the inodes") == isTold, "\(text)")
    #expect(text.contains("no space left on device"), "\(text)")
  }

  @Test func `a read-only file system is told with the device that failed`() async throws {
    let base = Self.lines(every: 10, of: 3600, failingFrom: 1800) { second, fails in
      fails
        ? "ERROR cannot store row \(second): Read-only file system" : "INFO row \(second) stored"
    }
    let kernel = [
      "Mar 10 10:29:40 db-1 kernel: blk_update_request: I/O error, dev nvme1n1, sector 481 op 0x1:(WRITE)",
      "Mar 10 10:29:41 db-1 kernel: blk_update_request: I/O error, dev nvme1n1, sector 489 op 0x1:(WRITE)",
    ]
    let text = try await answer(
      ["base/base.log": base, "db-1/kern.log": kernel], "why are no rows stored?")
    #expect(text.contains("nvme1n1"), "\(text)")
  }

  @Test func `what another did just before is told, once it names the service`() async throws {
    var shop: [String] = []
    for second in stride(from: 0, to: 7200, by: 5) {
      shop.append("\(Self.clock(second)) INFO page \(second) shown in \(second % 40 + 5) ms")
      if second > 3605, second % 20 == 0 {
        shop.append("\(Self.clock(second)) ERROR too many connections to the database")
      }
    }
    let job = [
      "\(Self.clock(3601)) INFO flushed pool storefront: 218440 items dropped",
      "\(Self.clock(3650)) INFO flushed pool pictures: 20 items dropped",
    ]
    let text = try await answer(
      ["storefront.log": shop, "warmer.log": job], "what happened around 11:00?")
    #expect(text.contains("Just before") && text.contains("flushed pool storefront"), "\(text)")
  }

  @Test func `what was done against it, and by whom`() async throws {
    var gate: [String] = []
    for second in stride(from: 0, to: 7200, by: 5) {
      let isBad = second >= 1800 && second < 4200
      gate.append(
        isBad
          ? "\(Self.clock(second)) ERROR gate: upstream queue is full"
          : "\(Self.clock(second)) INFO gate: passed \(second)")
    }
    gate.append("\(Self.clock(4195)) INFO gate: configuration changed: limit=5/s by=anne.k")
    gate.sort()
    let text = try await answer(
      ["gate.log": gate], "why does the gate fail?", "was something done about it?")
    #expect(text.contains("limit=5/s"), "\(text)")
  }

  @Test func `the same elsewhere is counted there`() async throws {
    func lines(_ host: String, _ isBad: Bool) -> [String] {
      stride(from: 0, to: 3600, by: 10).map { second in
        isBad && second > 1800
          ? "time=\(Self.clock(second)) level=error host=\(host) msg=\"upload failed: certificate has expired\""
          : "time=\(Self.clock(second)) level=info host=\(host) msg=\"uploaded page\""
      }
    }
    let text = try await answer(
      ["book-1/upload.log": lines("book-1", false), "book-3/upload.log": lines("book-3", true)],
      "why do uploads fail on book-3?", "has book-1 the same?")
    #expect(text.hasPrefix("No"), "\(text)")
  }
}
