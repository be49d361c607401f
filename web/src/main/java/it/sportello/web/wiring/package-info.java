/**
 * Start-up: migrations before the persistence unit is validated, then what a first start brings
 * with it.
 */
package it.sportello.web.wiring;
