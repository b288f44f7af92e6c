import asyncio
async def work(n, d):
    await asyncio.sleep(d)
    return n
async def main():
    r = await asyncio.gather(work(1, 0.02), work(2, 0.01))
    t = asyncio.create_task(work(3, 0))
    print(r, await t)
    try: await asyncio.wait_for(work(4, 5), 0.01)
    except asyncio.TimeoutError: print("timeout")
    q = asyncio.Queue()
    await q.put(5)
    return await q.get()
print(asyncio.run(main()))
