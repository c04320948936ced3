// Requests to Rowcast's HTTP interface.

import { parseJson } from './format.js';

const TOKEN = 'rowcast-token';
let savedToken = null;

/** A request that was not answered as hoped for: `detail` in words, `errors` by field, `type` of the problem. */
export class RequestProblem extends Error {
  constructor(detail, { errors = [], status = 0, type = '' } = {}) {
    super(detail);
    this.errors = errors;
    this.status = status;
    this.type = type;
  }

  /** Whether the server wants a token that it has not got. */
  get wantsToken() {
    return this.status === 401;
  }
}

/** The rows below a key, newest first. */
export async function listOrders(before, limit) {
  return request('GET', `api/orders?order=desc&limit=${limit}${before === null ? '' : `&before=${before}`}`);
}

/**
 * Sends a write, and gives the row as the table has it then; null where there is none.
 * @param {boolean} outlives whether it is sent even if the page is closed now
 */
export async function write(method, path, body, outlives = false) {
  return request(method, path, body, { keepalive: outlives });
}

/** The token for writes, for as long as the tab lives. */
export function saveToken(token) {
  savedToken = token;
  try {
    sessionStorage.setItem(TOKEN, token);
  } catch {
    // A browser that lets no page keep anything: the token is asked for again when the page is.
  }
}

function readToken() {
  try {
    return savedToken ?? sessionStorage.getItem(TOKEN);
  } catch {
    return null;
  }
}

async function request(method, path, body, options = {}) {
  const token = readToken();
  let response;
  let text;
  try {
    response = await fetch(path, {
      ...options,
      method,
      cache: 'no-store',
      headers: {
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(token && method !== 'GET' ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: body && JSON.stringify(body),
    });
    text = await response.text();
  } catch {
    throw new RequestProblem('the server does not answer');
  }
  const answer = parseJson(text);
  if (!response.ok) {
    throw new RequestProblem(answer?.detail ?? `the server answered ${response.status}`, {
      errors: answer?.errors ?? [],
      status: response.status,
      type: answer?.type ?? '',
    });
  }
  return answer ?? null;
}
