/// Numbers of bytes in words.
enum ByteCount {
  /// A number of bytes in the unit that gives it up to three digits before the point.
  ///
  ///     1 → "1 byte", 2048 → "2 KiB", 1_500_000 → "1.4 MiB"
  static func text(_ bytes: Int) -> String {
    var size = Double(bytes)
    var unit = 0
    let units = ["bytes", "KiB", "MiB", "GiB"]
    while size >= 1024, unit < units.count - 1 {
      size /= 1024
      unit += 1
    }
    let text =
      unit == 0 || size == size.rounded() ? "\(Int(size))" : "\((size * 10).rounded() / 10)"
    return bytes == 1 ? "1 byte" : "\(text) \(units[unit])"
  }
}
