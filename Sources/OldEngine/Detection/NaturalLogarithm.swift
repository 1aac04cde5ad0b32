#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The natural logarithm of the system's C library.
enum NaturalLogarithm {
  /// The natural logarithm of a positive number.
  static func of(_ number: Double) -> Double { log(number) }
}
