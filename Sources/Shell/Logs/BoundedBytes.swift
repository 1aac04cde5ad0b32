import Synchronization

/// Bytes that are kept up to a number of them.
final class BoundedBytes: Sendable {
  private let limit: Int
  private let kept = Mutex<[UInt8]>([])

  init(limit: Int) {
    self.limit = limit
  }

  /// What was kept.
  var bytes: [UInt8] { kept.withLock { $0 } }

  /// Keeps what there is room for; false where that was not all.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    kept.withLock { kept in
      kept += bytes.prefix(limit - kept.count)
      return kept.count < limit
    }
  }
}

/// A number that grows up to a limit.
final class BoundedCount: Sendable {
  private let limit: Int
  private let total = Mutex(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// The number.
  var count: Int { total.withLock { $0 } }

  /// Adds to it; false once the limit is passed.
  func take(_ more: Int) -> Bool {
    total.withLock { total in
      total += more
      return total <= limit
    }
  }
}
