// The calls to the desk. A form session lives thirty minutes; a 401 is answered by a fresh token from the host
// product and the same call again, so that nobody loses a word.
class Desk {
  constructor(origin, product, tokenUrl) {
    this.origin = origin;
    this.product = product;
    this.tokenUrl = tokenUrl;
    this.secret = "";
    this.owner = "";
    this.language = "";
    this.renewal = null;
  }

  url(path, query) {
    const url = new URL("/widget/v1/" + path, this.origin);
    for (const [name, value] of entries(query || {})) url.searchParams.set(name, value);
    return url.href;
  }

  /** Exchanges a fresh token for a session; callers that come together share one exchange. */
  session() {
    if (!this.renewal) {
      this.renewal = this.exchange().finally(() => {
        this.renewal = null;
      });
    }
    return this.renewal;
  }

  async exchange() {
    const token = await this.raw(this.tokenUrl, bare({ method: "POST", credentials: "same-origin" }));
    const answer = await this.raw(
      this.url("session"),
      bare({
        method: "POST",
        credentials: "omit",
        headers: bare({ "Content-Type": "application/json" }),
        body: json(bare({ token: token.token })),
      }),
    );
    const known = this.owner;
    this.secret = answer.session;
    this.owner = answer.owner;
    this.language = answer.language;
    if (known && known !== this.owner) throw new Trouble(-1);
    return answer;
  }

  async call(method, path, body, headers) {
    const once = () =>
      this.raw(
        this.url(path),
        bare({
          method,
          credentials: "omit",
          cache: "no-store",
          headers: bare({
            Authorization: "Bearer " + this.secret,
            ...(body ? { "Content-Type": "application/json" } : {}),
            ...headers,
          }),
          body: body ? json(body) : undefined,
        }),
      );
    return this.renewing(once);
  }

  async renewing(once) {
    try {
      return await once();
    } catch (trouble) {
      if (trouble.status !== 401) throw trouble;
    }
    await this.session();
    return once();
  }

  /** The parsed answer, or a Trouble; a line silent for half a minute counts as cut. */
  async raw(url, options) {
    const abort = new AbortController();
    const timer = later(() => abort.abort(), 30000);
    let response;
    let text;
    try {
      options.signal = abort.signal;
      response = await take(url, options);
      text = await response.text();
    } catch {
      throw new Trouble(0);
    } finally {
      never(timer);
    }
    let body = create(null);
    try {
      if (text) body = plain(parse(text));
    } catch {
      if (response.ok) throw new Trouble(502);
    }
    if (!response.ok) {
      const trouble = new Trouble(response.status, body);
      trouble.after = Number(response.headers.get("Retry-After")) || 0;
      throw trouble;
    }
    return body;
  }

  /** Sends one file as it is; `moved` hears the share sent. Resolves to the desk's entry of it. */
  upload(key, file, name, moved, running) {
    const once = () =>
      new Promise((done, failed) => {
        const xhr = new Xhr();
        xhr.open("PUT", this.url("attachments/" + key, bare({ name })));
        xhr.setRequestHeader("Authorization", "Bearer " + this.secret);
        xhr.setRequestHeader("Content-Type", "application/octet-stream");
        xhr.upload.addEventListener("progress", (e) => moved(e.total ? e.loaded / e.total : 0));
        xhr.addEventListener("load", () => {
          let body = create(null);
          try {
            body = plain(parse(xhr.responseText));
          } catch {
            // an answer without a body says enough by its status
          }
          if (xhr.status >= 200 && xhr.status < 300) done(body);
          else failed(new Trouble(xhr.status, body));
        });
        for (const end of ["error", "abort", "timeout"]) {
          xhr.addEventListener(end, () => failed(new Trouble(end === "abort" ? -2 : 0)));
        }
        running(xhr);
        xhr.send(file);
      });
    return this.renewing(once);
  }
}
