/// The shapes of secrets that quoted lines must not show.
///
/// Add a row to mask more.
enum SecretRules {
  /// Words before `=` or `:` whose value is a secret; `-` and `_` between words are the same.
  static let keys: [String] = [
    "password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "api_key",
    "access_key", "accesskey", "secret_key", "secretkey", "private_key", "client_secret",
    "authorization", "auth_token", "access_token", "refresh_token", "session_token", "id_token",
    "credential", "credentials", "cookie", "set_cookie", "x_api_key", "signature", "cvv", "pin",
    "aws_secret_access_key", "aws_access_key_id", "connection_string", "sessionid", "jsessionid",
  ]

  /// Beginnings of keys that issuers give, and the least number of characters that follow.
  static let prefixes: [(text: String, least: Int)] = [
    ("AKIA", 16), ("ASIA", 16), ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20),
    ("ghr_", 20), ("github_pat_", 20), ("glpat-", 16), ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10),
    ("xoxs-", 10), ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("sk-", 20), ("AIza", 30),
    ("ya29.", 20), ("npm_", 30), ("hf_", 30), ("SG.", 30), ("dop_v1_", 30), ("shpat_", 20),
    ("eyJ", 24), ("pypi-", 30), ("whsec_", 16), ("trv_", 16),
  ]

  /// Schemes of HTTP authorization, which a secret follows.
  static let schemes = ["bearer", "basic", "digest", "apikey"]
}
