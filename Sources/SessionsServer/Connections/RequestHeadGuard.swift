import NIOCore
import NIOHTTP1

/// Keeps the rules of HTTP that hang on a request's version, which the codec behind it drops.
///
/// A request of HTTP/1.1 names one host (RFC 9112, section 3.2). One of HTTP/1.0 gets an answer
/// without chunks, and the connection is closed behind it.
final class RequestHeadGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var isBroken = false
  /// Whether the last request came by HTTP/1.0.
  private var isOld = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isBroken else { return }
    guard case .head(var head) = unwrapInboundIn(data) else {
      context.fireChannelRead(data)
      return
    }
    isOld = head.version == .http1_0
    guard isOld || head.headers["host"].count == 1 else {
      isBroken = true
      context.fireErrorCaught(RequestFault.notOneHost)
      return
    }
    // HTTP/1.0 knows of no interim answers.
    if isOld { head.headers.remove(name: "expect") }
    if isOld || !head.isKeepAlive {
      head.headers.replaceOrAdd(name: "connection", value: "close")
    }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard isOld, case .head(var head) = unwrapOutboundIn(data) else {
      context.write(data, promise: promise)
      return
    }
    head.version = .http1_0
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
