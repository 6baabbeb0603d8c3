package exchange.api.web;

import exchange.core.bank.PaymentFile;

/** How a bank is told to pay. */
public interface PaymentOrders {
  String write(PaymentFile file);
}
