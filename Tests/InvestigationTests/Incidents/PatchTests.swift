import TestSupport
import Testing

/// What a patch in a log of changes says, and what no change is of.
@Suite(.steppingBack) struct PatchTests {
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "infra.gitlog",
      """
      commit e4b07d91c5a2f83610de7b94ac3d2f5586e1a07c
      Author: Sam Roe <sam@example.org>
      Date:   Tue Mar 10 10:18:52 2026 +0000

          carts-cache: right-size after review

          - less is enough

       vars/carts-cache.yml | 2 +-
       1 file changed, 1 insertion(+), 1 deletion(-)

      diff --git a/vars/carts-cache.yml b/vars/carts-cache.yml
      --- a/vars/carts-cache.yml
      +++ b/vars/carts-cache.yml
      @@ -1,4 +1,4 @@
       name: carts-cache
      -maxmemory: 8gb
      +maxmemory: 1gb
       policy: allkeys-lru

      """)
    try folder.write(
      "carts.log",
      (0..<40).map {
        "2026-03-10T10:\(10 + $0):00Z \($0 > 12 ? "ERROR carts: lookup timed out" : "INFO carts: served")\n"
      }.joined())
  }

  @Test func `The lines of a patch stand with its commit`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let cause = try await ask("why do lookups of carts time out?", in: [folder.path])
    let asked = try await ask(
      "who changed what in carts-cache, which commit?", in: [folder.path], after: cause)
    let answer = try #require(asked.section("Answer"))
    #expect(
      answer.contains("`-maxmemory: 8gb`") && answer.contains("`+maxmemory: 1gb`"), "\(answer)")
    #expect(answer.contains("Sam Roe") && !answer.contains("less is enough"))
    try checkCitations(asked, in: folder.path)
  }

  @Test func `What no change is of did not change`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let asked = try await ask("did the leader change?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.hasPrefix("No: none of 1 change is of a `leader`."), "\(answer)")
  }
}
