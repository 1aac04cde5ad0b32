import CPlatform
// Dispatch sources may be used from any thread (dispatch_source_create(3)), but are not declared so.
@preconcurrency import Dispatch

/// Ctrl-C and requests to end, as a stream instead of a sudden death.
enum Interrupts {
  /// Yields once for every SIGINT, SIGTERM or SIGHUP until the consumer stops.
  static func stream() -> AsyncStream<Int32> {
    AsyncStream { continuation in
      let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        // The default action would end the process before the source is told.
        cplatform_ignore(number)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { continuation.yield(number) }
        source.resume()
        return source
      }
      continuation.onTermination = { _ in
        for source in sources { source.cancel() }
      }
    }
  }
}
