import CPlatform

/// Starts the threads that speak for the engine's process while its work keeps all others busy.
enum EngineThread {
  /// Runs a closure on a new thread; returns whether the system gave one.
  static func attempt(_ body: @escaping @Sendable () -> Void) -> Bool {
    let pointer = Unmanaged.passRetained(EngineThreadBody(body)).toOpaque()
    if cplatform_start_thread(engineThreadMain, pointer, stackSize) == 0 { return true }
    Unmanaged<EngineThreadBody>.fromOpaque(pointer).release()
    return false
  }

  /// The size of a thread's stack, in bytes: a limit of memory counts all of it, used or not.
  private static let stackSize = 1 << 20
}

/// Carries a closure to the thread that runs it.
private final class EngineThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

/// Where a new thread begins.
private func engineThreadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<EngineThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
  return nil
}
