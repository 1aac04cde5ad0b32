/// Instants as RFC 3339 writes them: the one writer of the contract's times.
extension Instant {
  /// The instant in UTC, to the millisecond: `2026-01-31T10:05:00.000Z`.
  ///
  /// A year that RFC 3339 can't write, before 0000 or after 9999, becomes the nearest it can.
  package var rfc3339: String {
    let clamped = Int(min(max(milliseconds, Self.firstWritten), Self.lastWritten))
    let (days, ofDay) = Int64(clamped).floorDivided(by: CivilTime.dayLength)
    let day = CivilDate(daysSince1970: Int(days))
    let rest = Int(ofDay)
    return String(unsafeUninitializedCapacity: Self.length) { buffer in
      var position = 0
      func write(_ byte: UInt8) {
        buffer[position] = byte
        position += 1
      }
      func write(_ number: Int, digits: Int) {
        for place in (0..<digits).reversed() {
          buffer[position + place] =
            UInt8(ascii: "0") + UInt8(number / Self.powers[digits - 1 - place] % 10)
        }
        position += digits
      }
      write(day.year, digits: 4)
      write(UInt8(ascii: "-"))
      write(day.month, digits: 2)
      write(UInt8(ascii: "-"))
      write(day.day, digits: 2)
      write(UInt8(ascii: "T"))
      write(rest / 3_600_000, digits: 2)
      write(UInt8(ascii: ":"))
      write(rest / 60_000 % 60, digits: 2)
      write(UInt8(ascii: ":"))
      write(rest / 1000 % 60, digits: 2)
      write(UInt8(ascii: "."))
      write(rest % 1000, digits: 3)
      write(UInt8(ascii: "Z"))
      return position
    }
  }

  /// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z (RFC 3339, section 5.6: four digits).
  private static let firstWritten: Int64 = -62_167_219_200_000
  private static let lastWritten: Int64 = 253_402_300_799_999
  /// Bytes of the text.
  private static let length = 24
  private static let powers = [1, 10, 100, 1000]
}
