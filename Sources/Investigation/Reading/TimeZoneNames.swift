/// Abbreviations of time zones and their offsets from UTC in minutes.
///
/// Only abbreviations with one common meaning in operations; IST is India's.
enum TimeZoneNames {
  static let offsets: [String: Int] = [
    "utc": 0, "z": 0, "gmt": 0, "zulu": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120,
    "eet": 120, "eest": 180, "msk": 180, "gst": 240, "pkt": 300, "ist": 330, "ict": 420, "sgt": 480,
    "hkt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "brt": -180, "art": -180, "nst": -210, "ast": -240, "adt": -180,
    "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600,
  ]

  /// Reads a zone, in seconds east of UTC: an abbreviation, `utc+2`, `+02:00`, `-0530`.
  static func offset(_ word: String) -> Int? {
    if let known = offsets[word] { return known * 60 }
    var digits = word[...]
    for prefix in ["utc", "gmt"] where digits.hasPrefix(prefix) {
      digits = digits.dropFirst(prefix.count)
    }
    guard let sign = digits.first, sign == "+" || sign == "-" else { return nil }
    digits = digits.dropFirst()
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    guard digits.utf8.count <= 5, let number = Int(parts.joined()), number >= 0 else { return nil }
    let minutes =
      parts.count == 2 || digits.count > 2 ? number / 100 * 60 + number % 100 : number * 60
    guard minutes <= 14 * 60 else { return nil }
    return (sign == "-" ? -minutes : minutes) * 60
  }
}
