package exchange.api.security;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The public point of a private key, which Java does not give. Runs once, when keys are read. */
final class EllipticCurves {
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private EllipticCurves() {}

  /** {@code scalar} times the generator of a curve over a prime field. */
  static ECPoint multiplied(ECParameterSpec curve, BigInteger scalar) {
    BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger a = curve.getCurve().getA();
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = added(sum, sum, a, prime);
      if (scalar.testBit(bit)) {
        sum = added(sum, curve.getGenerator(), a, prime);
      }
    }
    return sum;
  }

  private static ECPoint added(ECPoint one, ECPoint other, BigInteger a, BigInteger prime) {
    if (one.equals(ECPoint.POINT_INFINITY)) {
      return other;
    }
    if (other.equals(ECPoint.POINT_INFINITY)) {
      return one;
    }
    BigInteger x = one.getAffineX();
    BigInteger y = one.getAffineY();
    BigInteger rise;
    BigInteger run;
    if (one.equals(other)) {
      rise = THREE.multiply(x.pow(2)).add(a);
      run = TWO.multiply(y);
    } else if (x.equals(other.getAffineX())) {
      return ECPoint.POINT_INFINITY;
    } else {
      rise = other.getAffineY().subtract(y);
      run = other.getAffineX().subtract(x);
    }
    BigInteger slope = rise.multiply(run.modInverse(prime)).mod(prime);
    BigInteger sumX = slope.pow(2).subtract(x).subtract(other.getAffineX()).mod(prime);
    return new ECPoint(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(prime));
  }
}
