/// Masks secrets.
package enum Redaction {}
