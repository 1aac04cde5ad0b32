/// The keys that a connection has found since the last commit of anybody.
///
/// A key is asked for by every call, and changes rarely. What was found holds as long as the
/// connection sees the same `PRAGMA data_version`; so a key that was revoked, by whatever process, is
/// refused by the next call.
struct KeyCache: Sendable {
  private var version: Int64?
  private var keys: [Int64: (record: KeyRecord, hash: KeyHash)] = [:]

  /// More keys than are in use at once; whoever needs more pays for looking.
  private static let limit = 1000

  /// Forgets everything where there was a commit since the last look.
  mutating func look(atVersion version: Int64) {
    guard self.version != version else { return }
    self.version = version
    keys = [:]
  }

  /// The key with a hash, where it was found before.
  func key(_ hash: KeyHash) -> KeyRecord? {
    guard let known = keys[hash.selector], known.hash.matches(hash) else { return nil }
    return known.record
  }

  /// Keeps what was found.
  mutating func keep(_ record: KeyRecord, _ hash: KeyHash) {
    if keys.count >= Self.limit { keys = [:] }
    keys[hash.selector] = (record, hash)
  }
}
