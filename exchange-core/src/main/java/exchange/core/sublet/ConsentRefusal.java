package exchange.core.sublet;

/** Why a lessor does not let its tenant offer space on. */
public enum ConsentRefusal {
  SITE_RULES,
  INSURANCE,
  TENANT_RECORD,
  /** The part is smaller than the site can keep apart. */
  TOO_SMALL,
  OTHER
}
