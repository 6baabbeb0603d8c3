package exchange.api.rest;

import exchange.core.billing.Document;
import exchange.core.lease.Contract;
import exchange.core.member.Organization;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What documents and contracts look like on paper, as PDF. Takes its time, so off the event loop.
 */
public interface Papers {

  /**
   * @param contract that the document is about
   * @param members all that it names
   */
  byte[] of(Document document, Contract contract, Map<UUID, Organization> members, Locale language);

  byte[] of(Contract contract, Map<UUID, Organization> members, Locale language);
}
