import FoundationEssentials
import InvestigationService
import TestSupport
import Testing

/// Keys in a store that several processes share.
@Suite struct KeyStoreTests {
  @Test func `a key that another process revokes is refused by the very next call`() async throws {
    try await withStoreFolder { folder in
      let here = try SQLiteSessionStore(path: folder.storePath)
      let there = try SQLiteSessionStore(path: folder.storePath)
      let now = Date(timeIntervalSince1970: 1_700_000_000)
      let secret = KeySecret()
      let made = try await here.add(secret, for: .local, at: now)
      for _ in 0..<3 {
        let found = try #require(try await here.key(secret))
        #expect(found.id == made.id && found.revokedAt == nil && !found.isOrganizationDisabled)
      }
      #expect(try await there.setDisabled(true, organization: "local", at: now))
      #expect(try await here.key(secret)?.isOrganizationDisabled == true)
      #expect(try await there.setDisabled(false, organization: "local", at: now))
      #expect(try await here.key(secret)?.isOrganizationDisabled == false)
      _ = try await there.revokeKey(made.id, at: now)
      #expect(try await here.key(secret)?.revokedAt == now)
      #expect(try await here.key(KeySecret()) == nil)
    }
  }

  @Test(arguments: [
    ("/v1/sessions", "/v1/sessions"), ("/v1/trv_ak_a-B_9/x", "/v1/trv_ak_…/x"),
    ("trv_ak_trv_ak_a b trv_ak_", "trv_ak_…trv_ak_… b trv_ak_…"),
  ])
  func `what looks like a key is masked`(text: String, expected: String) {
    #expect(KeySecret.masked(in: text) == expected)
  }
}
