/// The one table of the shapes of secrets: what quoted lines must not show, and what is never kept.
///
/// Add a row to know more.
enum SecretShapes {
  /// Words before `=` or `:` whose value is a secret; `-` and `_` between words are the same.
  static let keys: [String] = [
    "password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "api_key",
    "access_key", "accesskey", "secret_key", "secretkey", "private_key", "client_secret",
    "authorization", "auth_token", "access_token", "refresh_token", "session_token", "id_token",
    "credential", "credentials", "cookie", "set_cookie", "x_api_key", "signature", "cvv", "pin",
    "aws_secret_access_key", "aws_access_key_id", "connection_string", "sessionid", "jsessionid",
  ]

  /// Keys whose value may be a plain word: people choose such passwords.
  static let chosenKeys: [String] = ["password", "passwd", "passphrase"]

  /// Values that stand for none, or for one that was masked before.
  static let noValues: Set<String> = [
    "null", "nil", "none", "true", "false", "undefined", "redacted", "<redacted", "hidden",
    "masked",
  ]

  /// Beginnings of keys that issuers give, and the least number of characters that follow.
  static let prefixes: [(text: String, least: Int)] = [
    ("AKIA", 16), ("ASIA", 16), ("ghp_", 16), ("gho_", 16), ("ghu_", 16), ("ghs_", 16),
    ("ghr_", 16), ("github_pat_", 16), ("glpat-", 16), ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10),
    ("xoxs-", 10), ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("sk-", 16), ("AIza", 30),
    ("ya29.", 20), ("npm_", 30), ("hf_", 30), ("SG.", 30), ("dop_v1_", 30), ("shpat_", 20),
    ("eyJ", 24), ("pypi-", 30), ("whsec_", 16), ("trv_ak_", 8), ("trv_", 16),
  ]

  /// Those that names of services and packages begin with too: what follows is a secret only where it
  /// looks drawn by lot, with digits or capitals in it.
  static let namelike: Set<String> = ["sk-", "npm_", "hf_", "SG.", "pypi-", "trv_"]

  /// Schemes of HTTP authorization, which a secret follows.
  static let schemes = ["bearer", "basic", "digest", "apikey"]

  /// What a private key begins and ends with, around the words that name its kind (RFC 7468).
  static let keyBlock = (begin: "-----BEGIN ", kind: "PRIVATE KEY-----", end: "-----END ")

  /// Numbers of payment cards: the least and the greatest of their first four digits, and how many
  /// digits there are (the issuers' ranges of ISO/IEC 7812-1).
  static let cards: [(first: ClosedRange<Int>, digits: Int)] = [
    (4000...4999, 16), (5100...5599, 16), (2221...2720, 16), (3400...3499, 15), (3700...3799, 15),
    (3000...3059, 14), (3600...3699, 14), (3800...3899, 14), (3528...3589, 16), (6011...6011, 16),
    (6440...6599, 16),
  ]
}
