package exchange.client.verify;

import exchange.client.model.Money;
import exchange.client.model.ReserveProof;
import exchange.client.model.ReserveStep;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Works out without the exchange whether a member's balance is in a statement of reserves. What is
 * left to do is to compare the statement's root with the one that others were told.
 */
public final class ReserveCheck {
  private ReserveCheck() {}

  /**
   * @return whether the path leads from the balance to the statement's root and sum, and nothing on
   *     it is below zero
   */
  public static boolean holds(ReserveProof proof) {
    String currency = proof.getStatement().getLiabilities().getCurrency();
    BigInteger sum = minor(proof.getBalance());
    String hash = hash("leaf|" + proof.getMemberId() + "|" + proof.getSalt() + "|" + sum);
    boolean sound = sum.signum() >= 0 && proof.getBalance().getCurrency().equals(currency);
    for (ReserveStep step : proof.getPath()) {
      BigInteger beside = minor(step.getSum());
      sound &= beside.signum() >= 0 && step.getSum().getCurrency().equals(currency);
      String other = step.getHash() + "|" + beside;
      String mine = hash + "|" + sum;
      hash = hash("node|" + (step.getOnTheLeft() ? other + "|" + mine : mine + "|" + other));
      sum = sum.add(beside);
    }
    return sound
        && hash.equals(proof.getStatement().getRoot())
        && sum.equals(minor(proof.getStatement().getLiabilities()));
  }

  /** Amounts bear all decimals of their currency, so its minor units are their digits. */
  private static BigInteger minor(Money money) {
    return new BigInteger(money.getAmount().replace(".", ""));
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
