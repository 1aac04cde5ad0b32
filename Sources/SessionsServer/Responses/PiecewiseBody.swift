import Hummingbird
import NIOCore

/// A body that is made piece by piece, each when the client has taken the one before.
///
/// A piece is what is read from the store at once; what goes to the client at once is smaller, so
/// that nothing more is read while a client does not read.
enum PiecewiseBody {
  /// The bytes of text that are read from the store at once.
  ///
  /// Of a thousand clients that don't read each keeps a piece and what its JSON has beside it.
  static let pieceSize = 128 << 10

  /// The bytes that are given to the connection at once: as many as it keeps before it says that it
  /// has enough.
  private static let sliceSize = 64 << 10

  /// Makes pieces in turn; the first is made already, and an empty one is not written.
  typealias Pieces = @Sendable (_ write: (ByteBuffer) async throws -> Void) async throws -> Void

  /// The body of an answer whose pieces are written as the client takes them.
  static func body(_ pieces: @escaping Pieces) -> ResponseBody {
    ResponseBody { writer in
      try await pieces { piece in
        var piece = piece
        while let slice = piece.readSlice(length: min(sliceSize, piece.readableBytes)),
          slice.readableBytes > 0
        {
          try await writer.write(slice)
        }
      }
      try await writer.finish(nil)
    }
  }

  /// How long the body is: what HEAD has to say where it says anything (RFC 9110, section 8.6).
  static func length(of pieces: Pieces) async throws -> Int {
    var length = 0
    try await pieces { length += $0.readableBytes }
    return length
  }
}
