import Redaction
import Testing

/// What is a secret and what is none, for reports and for what the shell keeps alike.
@Suite struct SecretMaskTests {
  @Test(arguments: [
    ("login password=hunter2 ok", "login password=[masked] ok"),
    ("password: swordfish", "password: [masked]"),
    ("{\"apiKey\":\"abc123\"}", "{\"apiKey\":\"[masked]\"}"),
    (#"{\"token\": \"expired\"}"#, #"{\"token\": \"[masked]\"}"#),
    ("Authorization: Bearer abc.def-1", "Authorization: Bearer [masked]"),
    ("authorization: bearer abcdefghijklmnop", "authorization: bearer [masked]"),
    ("got Bearer 0123456789abcdef here", "got Bearer [masked] here"),
    ("key AKIAIOSFODNN7EXAMPLE used", "key [masked] used"),
    ("AKIAABCDEFGHIJKLMNOP", "[masked]"),
    ("use trv_ak_0123456789abcdef please", "use [masked] please"),
    ("(sk-proj4567890123456789).", "([masked])."),
    (
      "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
      "jwt [masked]"
    ),
    ("postgres://app:s3cret@db:5432/x", "postgres://app:[masked]@db:5432/x"),
    ("redis://:s3:cr@t@cache", "redis://:[masked]@cache"),
    ("card 4111 1111 1111 1111 declined", "card [masked] declined"),
    ("card 378282246310005 declined", "card [masked] declined"),
    ("client_secret=\"xyz\" rotated", "client_secret=\"[masked]\" rotated"),
    ("token=a&secret=b", "token=[masked]&secret=[masked]"),
    ("session token: 9f8e7d6c5b", "session token: [masked]"),
    ("Cookie: sid=9f8e7d6c; theme=dark", "Cookie: [masked]; theme=dark"),
    ("pin: 1234", "pin: [masked]"),
    (
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nrest",
      "[masked]\nrest"
    ),
    ("x -----BEGIN PRIVATE KEY----- MIIE", "x [masked]"),
  ])
  func `secrets are masked, and once masked stay so`(text: String, masked: String) {
    #expect(SecretMask.occurs(in: text))
    #expect(SecretMask.masked(text) == masked)
    #expect(SecretMask.masked(masked) == masked)
    #expect(!SecretMask.occurs(in: masked))
  }

  @Test(arguments: [
    "password authentication failed for user app", "order 4111111111111112 placed",
    "mapping: a to b", "basic settings loaded", "2026-03-10T10:00:00Z INFO token bucket full",
    // Questions.
    "why did request 77c55969ff fail?", "what did 4f9c2d1e-77c5-4969-bf3a-0123456789ab do?",
    "is it the deploy of 3f2a9c1b7d5e8f60412233445566778899aabbcc?",
    "since when does it say 'invalid token: expired'?", "why signature: mismatch?",
    "which pods mount the secret: db-credentials?", "what does credentials: 401 mean",
    "trace id: 0af7651916cd43dd8448eb211c80319c", "how often did sk-checkout-service-prod fail?",
    "errors of sk-checkout-service.production.internal.example", "why bearer authentication?",
    "show /login?next=/a@b", "is http://host:8080/path@2 down", "http://host:8080?q=a@b",
    "git@github.com:shop/cart.git is slow", "at 1767225600000 and 5555555555554", "PWD=/srv/shop",
    "password=null", "token=****", "api_key: <redacted>", "-----BEGIN CERTIFICATE-----",
    "ASIA and SG. and eyJ", "Authorization: denied", "a=b:c", "", "password", "token=",
  ])
  func `what is no secret stays`(text: String) {
    #expect(SecretMask.masked(text) == text)
    #expect(!SecretMask.occurs(in: text))
  }
}
