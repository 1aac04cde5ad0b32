/// Hashes of the beginning and the end of a file's bytes, as they were when it was found.
///
/// A log grows behind them. Where they no longer match, other bytes have taken the place of those
/// that were read, and no line of it can be cited.
struct FileSeal: Hashable {
  var beginning: UInt64
  var end: UInt64

  /// Bytes of the beginning that count: more than a header that every file of its kind has.
  static let beginningLength = 16 << 10
  /// Bytes of the end that count: some lines, which no other file has at the same place.
  static let endLength = 4 << 10
}
