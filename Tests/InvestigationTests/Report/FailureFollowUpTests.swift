import TestSupport
import Testing

/// Turns behind a cause about what failed: how many, which, since when, what came before and after.
@Suite struct FailureFollowUpTests {
  /// Index batches of three racks; two fail from 09:20 on, for a map that is full, until 09:41.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    func clock(_ minute: Int, _ second: Int) -> String {
      "2026-04-02T\(minute >= 60 ? "10" : "09"):\(pad(minute % 60)):\(pad(second))Z"
    }
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var lines: [String] = []
    for minute in 0..<60 {
      let isBad = (20...41).contains(minute)
      for (second, rack) in [(3, "north"), (17, "south"), (31, "attic")] {
        lines.append(
          isBad && rack != "attic"
            ? "\(clock(minute, second)) ERROR Batch failed on rack \(rack): map of the store is full"
            : "\(clock(minute, second)) INFO Batch of rack \(rack) done,  \(minute) books, 0 failed"
        )
      }
    }
    try folder.write("indexer/indexer.log", lines.joined(separator: "\n") + "\n")
    try folder.write(
      "keeper/keeper.log",
      (0..<60).map { "\(clock($0, 44)) INFO tick" }.joined(separator: "\n")
        + "\n\(clock(60, 1)) INFO tick\n")
    try folder.write(
      "sysctl/sysctl.log", "\(clock(18, 9)) INFO quota of the store set to 64 MB by mara\n")
    return folder
  }

  @Test func `Zero that failed have not failed, and which ones are named by the failures`()
    async throws
  {
    let folder = try Self.evidence()
    let cause = try await ask("why are new books not found?", in: [folder.path])
    #expect(cause.firstSentence.contains("map of the store is full"))
    let many = try await ask("how many batches failed?", in: [folder.path], after: cause)
    #expect(many.firstSentence.hasPrefix("44 "))
    let which = try await ask("which racks have the problem?", in: [folder.path], after: many)
    #expect(which.firstSentence.contains("north") && which.firstSentence.contains("south"))
    #expect(!which.firstSentence.contains("attic"))
    let since = try await ask("since when exactly?", in: [folder.path], after: which)
    #expect(since.firstSentence.contains("09:20:03"))
  }

  @Test func `What happened just before is what is rare or changed, whoever wrote it`()
    async throws
  {
    let folder = try Self.evidence()
    let cause = try await ask("why are new books not found?", in: [folder.path])
    let before = try await ask("what happened right before it?", in: [folder.path], after: cause)
    #expect(before.markdown.contains("quota of the store set to 64 MB"))
    let over = try await ask("did it recover? when?", in: [folder.path], after: cause)
    #expect(over.markdown.contains("09:42:03"))
  }

  @Test func `A window that ends before a date is let go where nothing in it failed`() async throws
  {
    let folder = try Self.evidence()
    let cause = try await ask(
      "where have our books from before 09:10 gone?", in: [folder.path])
    #expect(cause.firstSentence.contains("map of the store is full"))
  }

  @Test func `Entries with other blanks than their template are counted all the same`() async throws
  {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 10..<40 {
      lines.append(
        "2026-04-02T09:\(minute):00Z "
          + (minute < 20
            ? "INFO all fine"
            : "ERROR term skipped.  Please correct it:  got \(minute * 7) bytes, too large for it"))
    }
    try folder.write("search.log", lines.joined(separator: "\n") + "\n")
    let cause = try await ask("why is it missing in the search?", in: [folder.path])
    let many = try await ask("how many times?", in: [folder.path], after: cause)
    #expect(many.firstSentence.hasPrefix("20 "))
  }
}
