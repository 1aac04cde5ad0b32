import Testing

@testable import Diagnosis

@Suite struct IdentifierTests {
  @Test(arguments: [
    (
      "arn:aws:kms:eu:key/7d1c8f0e-52b4-4c0a-9a63-0f0f4b9d2e11 is disabled",
      ["7d1c8f0e-52b4-4c0a-9a63-0f0f4b9d2e11"]
    ),
    ("cannot attach vol-049DF61146c4d7901 to i-0abc", ["vol-049df61146c4d7901"]),
    ("at 2026-01-22T09:13:06Z 292 requests of documents-render failed", []),
    ("version 2026.9.2 of storage-accounts, 493820117265", []),
  ])
  func `what programs draw for things is one, and no word, time or number`(
    text: String, found: [String]
  ) {
    #expect(Identifiers.all(in: text) == Set(found))
  }
}
