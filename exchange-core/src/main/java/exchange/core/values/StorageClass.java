package exchange.core.values;

/** The kind of space that goods need and a listing offers; they must be the same. */
public enum StorageClass {
  AMBIENT,
  CHILLED,
  FROZEN,
  BONDED,
  HAZMAT,
  HIGH_VALUE
}
