/** Checks what the exchange says of itself. Knows the generated client and nothing of ours. */
package exchange.client.verify;
