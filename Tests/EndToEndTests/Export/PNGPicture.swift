import CZlib
import Foundation
import Testing

/// A picture as a browser takes it: its size, and the colour of its first point.
///
/// PNG (ISO 15948): chunks of a length, a type and data; the rows are packed by zlib, each behind the
/// number of its filter, of which none changes the first point of the first row.
struct PNGPicture: Sendable {
  let width: Int
  let height: Int
  /// Red, green and blue, 0 to 255.
  let corner: [UInt8]

  /// Reads a picture of 8 bits a colour.
  init(_ data: Data) throws {
    let bytes = [UInt8](data)
    func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    try #require(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var packed: [UInt8] = []
    var at = 8
    while at + 12 <= bytes.count {
      let length = number(at)
      if bytes[at + 4..<at + 8].elementsEqual("IDAT".utf8) {
        packed += bytes[at + 8..<at + 8 + length]
      }
      at += length + 12
    }
    // The header comes first: width, height, bits a colour, and which colours.
    width = number(16)
    height = number(20)
    try #require(bytes[24] == 8 && [2, 6].contains(bytes[25]))
    var row = [UInt8](repeating: 0, count: 4)
    packed.withUnsafeMutableBufferPointer { input in
      row.withUnsafeMutableBufferPointer { output in
        var stream = z_stream()
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
          return
        }
        inflate(&stream, Z_NO_FLUSH)
        inflateEnd(&stream)
      }
    }
    corner = Array(row[1...])
  }
}
