import HTTPTypes
import Hummingbird
import InvestigationService
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOSSL
import SessionsAPI

/// Answers what no middleware ever sees: heads that can't be parsed or are too large, and bodies
/// that arrive too slowly.
///
/// It stands behind the HTTP codec. After a fault nothing more of the connection is believed: the
/// answers to earlier requests go out, then the envelope, then the connection is closed.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// What the handlers behind are told: the rest of the request will never come.
  struct RequestBroken: Error {}

  /// The end of what a client may still want: it has closed the connection, or its side of it.
  ///
  /// One that only will not send any more is answered at once, for it can't be told from the other.
  let departure = Ending()

  /// The departure of the client whose request is being answered.
  @TaskLocal static var departure: Ending?

  private let limits: ServerLimits
  private var exchange = HTTPExchange()
  private var deadline: Scheduled<Void>?

  init(limits: ServerLimits) {
    self.limits = limits
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    endDeadline()
  }

  func channelInactive(context: ChannelHandlerContext) {
    endDeadline()
    departure.come()
    if exchange.isReadingRequest { context.fireErrorCaught(RequestBroken()) }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard exchange.fault == nil else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      exchange.requestBegan()
      if head.headerFields[.expect]?.lowercased() == "100-continue", exchange.isCaughtUp {
        // Whoever waits to be asked for the body is asked at once (RFC 9110, section 10.1.1).
        context.writeAndFlush(
          wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
      }
    case .body(let part):
      // A body over the limit is cut off just behind it: enough for a 413, and nobody keeps more.
      let isKept = exchange.bodyBytes <= limits.bodySize
      exchange.bodyBytes += part.readableBytes
      guard isKept else { return }
    case .end:
      endDeadline()
      exchange.requestEnded()
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Most requests come whole in one read, and need no clock.
    if exchange.fault == nil, exchange.isReadingRequest, deadline == nil {
      schedule(after: limits.bodyTime, context: context) { guardian, context in
        guardian.fail(with: .bodyTooSlow, context: context)
      }
    }
    context.fireChannelReadComplete()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed? = event as? ChannelEvent {
      departure.come()
      guard exchange.fault == nil else {
        context.close(promise: nil)
        return
      }
      if exchange.isReadingRequest { context.fireErrorCaught(RequestBroken()) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let fault as RequestFault:
      fail(with: fault, context: context)
    case HTTPParserError.headerOverflow:
      fail(with: .headersTooLarge, context: context)
    case HTTPParserError.closedConnection, HTTPParserError.invalidEOFState:
      context.fireErrorCaught(RequestBroken())
      context.close(promise: nil)
    case is IOError, is ChannelError, is NIOSSLError, is BoringSSLError:
      context.fireErrorCaught(error)
      context.close(promise: nil)
    default:
      // What is left was said by the parser, or by the codec behind it.
      fail(with: .notHTTP, context: context)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !exchange.isLeaving else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.status.kind != .informational: exchange.responseBegan()
    case .head, .body: break
    case .end:
      exchange.responseEnded()
      context.write(data, promise: promise)
      leaveIfDue(context: context)
      return
    }
    context.write(data, promise: promise)
  }

  private func fail(with fault: RequestFault, context: ChannelHandlerContext) {
    guard exchange.fault == nil else { return }
    endDeadline()
    exchange.fault = fault
    leaveIfDue(context: context)
  }

  private func leaveIfDue(context: ChannelHandlerContext) {
    switch exchange.leave() {
    case .stay: return
    case .answer(let fault): write(fault, context: context)
    case .close: break
    }
    // Closing at once would let what the client still sends destroy the answer on its way.
    context.flush()
    context.close(mode: .output, promise: nil)
    context.fireErrorCaught(RequestBroken())
    schedule(after: .seconds(2), context: context) { _, context in context.close(promise: nil) }
  }

  private func write(_ fault: RequestFault, context: ChannelHandlerContext) {
    let body = ErrorEnvelope(message: fault.description, retryAfter: nil).json
    let head = HTTPResponse(
      status: fault.status,
      headerFields: [
        .contentType: "application/json", .contentLength: "\(body.readableBytes)",
        .connection: "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
  }

  private func endDeadline() {
    deadline?.cancel()
    deadline = nil
  }

  private func schedule(
    after time: Duration, context: ChannelHandlerContext,
    _ body: @escaping (ConnectionGuard, ChannelHandlerContext) -> Void
  ) {
    deadline?.cancel()
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
      body(self, context)
    }
  }
}
