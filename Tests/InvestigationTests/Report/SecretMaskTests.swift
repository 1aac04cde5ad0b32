import Redaction
import Testing

@Suite struct SecretMaskTests {
  @Test(arguments: [
    ("login password=hunter2 ok", "login password=[masked] ok"),
    ("{\"apiKey\":\"abc123\"}", "{\"apiKey\":\"[masked]\"}"),
    ("Authorization: Bearer abc.def-1", "Authorization: Bearer [masked]"),
    ("key AKIAIOSFODNN7EXAMPLE used", "key [masked] used"),
    ("postgres://app:s3cret@db:5432/x", "postgres://app:[masked]@db:5432/x"),
    ("card 4111 1111 1111 1111 declined", "card [masked] declined"),
    ("client_secret=\"xyz\" rotated", "client_secret=\"[masked]\" rotated"),
  ])
  func `secrets are masked`(text: String, masked: String) {
    #expect(SecretMask.masked(text) == masked)
  }

  @Test(arguments: [
    "password authentication failed for user app", "order 4111111111111112 placed",
    "mapping: a to b", "basic settings loaded", "2026-03-10T10:00:00Z INFO token bucket full",
  ])
  func `what is no secret stays`(text: String) {
    #expect(SecretMask.masked(text) == text)
  }

  @Test func `what stands behind the path of a file is no secret, where it is prose`() {
    let text = "open /var/run/secrets/token: too many open files"
    #expect(SecretMask.masked(text) == text)
    #expect(SecretMask.masked("app/db/password: s3cret") == "app/db/password: [masked]")
    #expect(SecretMask.masked("token: abcdef") == "token: [masked]")
  }
}
