#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Starts threads.
package enum ThreadStart {
  /// Runs a closure that blocks on a thread of its own, and waits for its result.
  package static func result<Result: Sendable>(
    of body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      begin { continuation.resume(returning: body()) }
    }
  }

  /// Runs a closure on a new thread; on this one, where the system gives none.
  package static func begin(_ body: @escaping @Sendable () -> Void) {
    if !attempt(body) { body() }
  }

  /// Runs a closure on a new thread; false where the system gives none.
  package static func attempt(_ body: @escaping @Sendable () -> Void) -> Bool {
    let pointer = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    if start(pointer) { return true }
    Unmanaged<ThreadBody>.fromOpaque(pointer).release()
    return false
  }

  /// The size of a thread's stack, in bytes.
  ///
  /// A limit of memory counts all of it, used or not, and nothing here calls itself: the system's
  /// usual 8 MiB would be a third of a small engine for four threads.
  private static let stackSize = 1 << 20

  private static func start(_ pointer: UnsafeMutableRawPointer) -> Bool {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    #if canImport(Darwin)
      var thread: pthread_t?
      guard pthread_create(&thread, &attributes, threadMain, pointer) == 0 else { return false }
      if let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      guard pthread_create(&thread, &attributes, threadMain, pointer) == 0 else { return false }
      pthread_detach(thread)
    #endif
    return true
  }
}

/// Carries a closure to the thread that runs it.
private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

#if canImport(Darwin)
  /// Where a new thread begins.
  private func threadMain(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
    return nil
  }
#else
  /// Where a new thread begins.
  private func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let pointer else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
    return nil
  }
#endif
